import { closest, distance } from "fastest-levenshtein";
import { catalogue } from "./catalogue";
import { variables, type Values } from "./formats";
import { integrations, type Integration } from "./integrations";
import { sectionsOf, type Environment } from "./sections";

/** What reading the environment came to: all problems together, or the settings and what to tell about them. */
export type Reading =
    | { readonly problems: readonly string[] }
    | { readonly problems?: undefined; readonly environment: Environment; readonly notes: readonly string[] };

/** Reads and validates all variables. An empty value counts as absent, as in a line `NAME=` of an `.env` file. */
export function readEnvironment(from: Readonly<Record<string, string | undefined>>): Reading {
    const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value.trim() !== ""));
    const has = (name: string) => name in given;
    const parsed = variables.safeParse(given);

    const missing = requiredWith(has("DATABASE_URL")).filter((name) => !has(name));
    const states = integrations.map((integration) => stateOf(integration, has, missing));
    const problems = [
        ...(missing.length === 0 ? [] : [`${list(missing)} ${missing.length === 1 ? "is" : "are"} required and missing`]),
        ...states.flatMap(({ problem }) => problem ?? []),
        ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
    ];
    const unread = unreadNotes(Object.keys(given));
    if (problems.length > 0 || !parsed.success) {
        return { problems: [...problems, ...unread] };
    }
    const environment = sectionsOf(parsed.data as Values);
    return {
        environment,
        notes: [...unread, storeNote(environment), ...states.map(({ note }) => note), rateLimitNote(environment)],
    };
}

/** Names that nothing reads, and that look as if they were to be one that is read. The others belong to the machine. */
function unreadNotes(names: readonly string[]): string[] {
    return names.flatMap((name) => {
        const nearest = closest(name, knownNames);
        return !knownNames.includes(name) && name.length > 5 && distance(name, nearest) <= 2
            ? [`${name} is no variable of Kinex Fit: did you mean ${nearest}?`]
            : [];
    });
}

const knownNames = Object.keys(variables.shape);

/** What the catalogue requires. A single machine keeps its data in a file, and needs neither region nor tables for it. */
function requiredWith(singleMachine: boolean): string[] {
    const required = catalogue.filter((parameter) => parameter.required);
    return required.filter(({ category }) => !singleMachine || category !== "aws").map(({ name }) => name);
}

function stateOf(integration: Integration, has: (name: string) => boolean, reported: readonly string[]) {
    const { name, needs, shares = [], options = [], note = "on" } = integration;
    const absent = [...needs, ...shares].filter((variable) => !has(variable));
    if (![...needs, ...options].some(has)) {
        return { note: `${name}: off, as ${list(needs)} ${needs.length === 1 ? "is" : "are"} not set` };
    }
    const unreported = absent.filter((variable) => !reported.includes(variable));
    return unreported.length === 0
        ? { note: `${name}: ${note}` }
        : {
              note: "",
              problem: `${name} is half configured: ${list(unreported)} ${unreported.length === 1 ? "is" : "are"} missing`,
          };
}

function storeNote({ store }: Environment): string {
    return store.kind === "sqlite"
        ? `store: SQLite in ${store.file}, for a single machine`
        : `store: DynamoDB in ${store.region}, tables ${store.usersTable} and ${store.workoutsTable}`;
}

function rateLimitNote({ rateLimit }: Environment): string {
    if (rateLimit === undefined) {
        return "rate limits: off, as RATE_LIMIT_ENABLED is false";
    }
    return `rate limits: on, counted ${rateLimit.upstash ? "in Upstash" : "in this process alone"}`;
}

function list(names: readonly string[]): string {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
