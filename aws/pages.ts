/** The end of an answer that has more pages; each service has its own spelling. */
interface Paged {
    readonly nextToken?: string;
    readonly NextToken?: string;
    readonly NextMarker?: string;
}

/**
 * Every page of a list, one after the other. A page may be empty before the last one. The SDK's own paginators, as
 * methods of a client, take no signal.
 */
export async function* pages<Page extends object | undefined>(
    ask: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
    let token: string | undefined;
    do {
        const page = await ask(token);
        yield page;
        const { nextToken, NextToken, NextMarker } = (page ?? {}) as Paged;
        token = nextToken ?? NextToken ?? NextMarker;
    } while (token !== undefined && token !== "");
}

/** Parts of a list that one call can take. */
export function batches<T>(items: readonly T[], size: number): (readonly T[])[] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
