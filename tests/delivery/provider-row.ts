import type { Resource } from "../../preview/document";
import { accountId } from "./record-delivery";

/** What the provider asks for a type of resource. */
export interface Row {
    /** ARNs of a resource: a call needs each. */
    readonly on: (inputs: Resource["inputs"]) => readonly string[];

    /** What makes one: it has the stack's tags in the request. */
    readonly makes: string;

    /** What changes and deletes one: it has the stack's tags already. */
    readonly changes: string;
    readonly reads: string;

    /** Calls that are about the security group alone. */
    readonly onGroup?: string;

    /** Calls that AWS takes no resource for. */
    readonly onAll?: string;
}

const region = "us-east-1";
export const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
export const text = (value: unknown) => (typeof value === "string" ? value : "");
export const lastOf = (value: unknown) => text(value).split(/[:/]/).at(-1) ?? "";
export const group = [arn("ec2", "security-group/sg-0123456789abcdef0")];
export const balancer = (name: string, kind = "loadbalancer") =>
    arn("elasticloadbalancing", `${kind}/app/${name}/50dc6c495c0c9188`);
