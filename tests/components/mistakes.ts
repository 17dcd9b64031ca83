import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { build } from "../support/build";

/** Makes a component from arguments that a test may have spoiled. */
export type Make<T> = (name: string, args: T) => pulumi.ComponentResource;

/** A component with arguments that are all legal; made where other components can be. */
export interface Subject<T> {
    readonly args: () => T;
    readonly make: Make<T>;
}

/** What a component says of each mistake, by mistake: one value at one path, everything else legal. */
export async function findMessages<T extends object>(
    { args, make }: Subject<T>,
    mistakes: Readonly<Record<string, readonly [path: string, value: unknown]>>,
): Promise<Record<string, string>> {
    const messages: Record<string, string> = {};
    await build(() => {
        const legal = args();
        for (const [mistake, [path, value]] of Object.entries(mistakes)) {
            messages[mistake] = findMessage(() => make(`web-${mistake.replaceAll(" ", "-")}`, changed(legal, path, value)));
        }
    });
    return messages;
}

/** What a component says of each argument that is lost, by its path; of nothing but plain objects the keys are arguments. */
export async function findLosses<T extends object>({ args, make }: Subject<T>): Promise<Record<string, string>> {
    const messages: Record<string, string> = {};
    await build(() => {
        const legal = args();
        for (const path of pathsOf(legal)) {
            messages[path] = findMessage(() => make(`web-${path}`, changed(legal, path, undefined)));
        }
    });
    return messages;
}

/** The message of a refusal, which must be for the user: without a stack. */
function findMessage(run: () => unknown): string {
    try {
        run();
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        assert.equal(error.stack, error.message);
        return error.message;
    }
    return "legal";
}

function changed<T extends object>(args: T, path: string, value: unknown): T {
    const [key = "", ...rest] = path.split(".");
    const own = (args as Record<string, unknown>)[key];
    return { ...args, [key]: rest.length === 0 ? value : changed(own ?? {}, rest.join("."), value) };
}

function pathsOf(args: object, prefix = ""): string[] {
    return Object.entries(args).flatMap(([key, value]: [string, unknown]) =>
        value === undefined ? [] : [`${prefix}${key}`, ...(isPlain(value) ? pathsOf(value, `${prefix}${key}.`) : [])],
    );
}

function isPlain(value: unknown): value is object {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
