/** Tasks that a deployment may start at once: each needs an address in its subnet. */
export function maxNewTasks({
    tasks,
    maximumPercent,
}: {
    readonly tasks: { readonly min: number };
    readonly maximumPercent: number;
}): number {
    return Math.ceil((tasks.min * maximumPercent) / 100);
}
