/** NAT gateways of a network of the stack's own: one, or one in each zone. */
export function countNatGateways({
    nat,
    zones,
}: {
    readonly nat: "none" | "single" | "perZone";
    readonly zones: number;
}): number {
    return nat === "none" ? 0 : nat === "single" ? 1 : zones;
}
