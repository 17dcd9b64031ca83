import type { Clients } from "../../aws/clients";
import { toAwsError } from "../../aws/errors";

/** What a service is asked. */
export type Input = Readonly<Record<string, unknown>>;

type Methods = Readonly<Record<string, (input: Input) => object>>;

/** Clients of which only some methods exist: each is a function of its input, and may throw what AWS would. */
export class StubClients {
    /** What was asked, in order. */
    public readonly calls: { readonly method: string; readonly input: Input; readonly signal?: AbortSignal }[] = [];

    constructor(private readonly services: Readonly<Partial<Record<keyof Clients, Methods>>>) {}

    public get clients(): Clients {
        const entries = Object.entries(this.services).map(([service, methods]) => {
            const client = Object.fromEntries(
                Object.entries(methods).map(([method, answer]) => [method, this.recorded(service, method, answer)]),
            );
            return [service, () => Promise.resolve(client)];
        });
        return Object.fromEntries(entries) as Clients;
    }

    /** Inputs of one method, in order. */
    public inputs(method: string): Input[] {
        return this.calls.filter((call) => call.method === method).map(({ input }) => input);
    }

    private recorded(service: string, method: string, answer: (input: Input) => object) {
        return async (input: Input, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
            this.calls.push({ method, input, ...(abortSignal === undefined ? {} : { signal: abortSignal }) });
            try {
                return await Promise.resolve(answer(input));
            } catch (error) {
                throw toAwsError(error, `${service}:${method}`);
            }
        };
    }
}

/** What the SDK throws. */
export function refuse(name: string, message = ""): never {
    throw Object.assign(new Error(message), { name });
}

/** Pages of a list: the token of each is its number. */
export function page<T>(items: readonly T[], size: number, token: unknown): { readonly items: T[]; readonly next?: string } {
    const at = Number(token ?? 0);
    const next = (at + 1) * size < items.length ? { next: String(at + 1) } : {};
    return { items: items.slice(at * size, (at + 1) * size), ...next };
}

/** Everything that a generator gives. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
    const all: T[] = [];
    for await (const item of source) {
        all.push(item);
    }
    return all;
}
