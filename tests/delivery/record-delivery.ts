import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseDocument } from "yaml";
import delivery from "../../delivery/index";
import { ownCatalogue } from "../support/own";

/** A resource as it was registered. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** A statement of a role, whichever of its policies it is in. */
export interface RoleStatement {
    readonly Sid?: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
}

export const accountId = "920013187591";
export const project = "spotter-delivery";

/** A repository with an environment for each stack, Pulumi Deployments of both, and review stacks. */
export const settings = {
    stacks: {
        staging: { environment: "staging", deployments: {}, escEnvironment: "spotter/staging" },
        prod: { environment: "production" },
    },
    reviewStack: "pr",
    github: { repository: "acme/shop" },
    organization: "acme",
};

/** Runs the project that says who may deploy, with this repository's stack files. */
export async function recordDelivery(
    config: object = settings,
    folder = ".",
): Promise<{ resources: Registered[]; outputs: object }> {
    const resources: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                const given = inputs as Record<string, unknown>;
                resources.push({ type, name, inputs: given });
                return { id: `${name}-id`, state: { ...given, arn: arnOf(type, given) } };
            },
            call: ({ inputs }) => inputs as Record<string, unknown>,
        },
        project,
        "main",
        false,
    );
    pulumi.runtime.setAllConfig(
        Object.fromEntries(
            Object.entries(config).map(([key, value]) => [
                `${project}:${key}`,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
        ),
    );
    const outputs = await pulumi.runtime.runInPulumiStack(() => Promise.resolve(delivery(folder)));
    await pulumi.runtime.disconnect();
    return {
        resources: resources.sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)),
        outputs: outputs ?? {},
    };
}

/** What AWS calls what is made. */
export function arnOf(type: string, { name, path, url }: Record<string, unknown>): string {
    switch (type) {
        case "aws:iam/role:Role":
            return `arn:aws:iam::${accountId}:role${String(path)}${String(name)}`;
        case "aws:iam/policy:Policy":
            return `arn:aws:iam::${accountId}:policy${String(path)}${String(name)}`;
        case "aws:iam/openIdConnectProvider:OpenIdConnectProvider":
            return `arn:aws:iam::${accountId}:oidc-provider/${String(url).replace("https://", "")}`;
        default:
            return `arn:aws:unknown:::${type}`;
    }
}

/** All statements of a role, by its logical name. */
export function statementsOf(resources: readonly Registered[], role: string): RoleStatement[] {
    return resources
        .filter(({ type, name }) => type === "aws:iam/policy:Policy" && name.startsWith(`${role}-`))
        .flatMap(({ inputs }) => (JSON.parse(inputs.policy as string) as { Statement: RoleStatement[] }).Statement);
}

/** Policies that AWS would refuse for their length. */
export function tooLong(resources: readonly Registered[]): string[] {
    return resources
        .filter(({ type }) => type === "aws:iam/policy:Policy")
        .filter(({ inputs }) => (inputs.policy as string).length > 6144)
        .map(({ name }) => name);
}

/** Who may assume a role. */
export function trustOf(resources: readonly Registered[], role: string): { readonly Statement: readonly object[] } {
    const found = resources.find(({ type, name }) => type === "aws:iam/role:Role" && name === role);
    return JSON.parse(found?.inputs.assumeRolePolicy as string) as { Statement: object[] };
}

/** Acts in a folder with a stack file that is a copy of another, with some keys changed. */
export async function withStackFile<T>(
    stack: string,
    from: string,
    keys: Readonly<Record<string, unknown>>,
    act: (folder: string) => Promise<T>,
): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "delivery-"));
    try {
        for (const file of ["Pulumi.yaml", ownCatalogue.file, "app/tables.json"].filter((each) => existsSync(each))) {
            cpSync(file, join(folder, file));
        }
        const document = parseDocument(readFileSync(`Pulumi.${from}.yaml`, "utf8"));
        Object.entries(keys).forEach(([key, value]) => document.setIn(["config", key], value));
        writeFileSync(join(folder, `Pulumi.${stack}.yaml`), document.toString());
        return await act(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
