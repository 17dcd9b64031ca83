/** Tasks that a deployment may start at once, when as many run as ever may: each needs an address in its subnet. */
export function maxNewTasks({
    tasks,
    maximumPercent,
}: {
    readonly tasks: { readonly max: number };
    readonly maximumPercent: number;
}): number {
    return Math.ceil((tasks.max * maximumPercent) / 100);
}
