import * as assert from "node:assert/strict";
import { findLosses } from "./mistakes";
import { subjects } from "./subjects";

/** Arguments that may be absent: without them a component does what their `@default` says, or another argument must do. */
const optional: Readonly<Record<string, readonly string[]>> = {
    DataStores: ["tables.users.definition.sortKey"],
    AuditLogs: ["settings.accessLogs"],
    ImageRepository: ["movingTags"],
    ContainerImage: ["digest", "commit", "build", "build.target"],
    TaskRoles: ["access.mail"],
    AppParameters: ["versions"],
    LoadBalancer: ["domain"],
    DnsRecords: ["weight"],
    Network: ["layout.publicSubnetIds", "egress"],
    FargateService: ["guard.waitForVerdict"],
    ScheduledTask: ["settings.healthCheck.command"],
    WorkerService: ["guard.waitForVerdict", "settings.healthCheck.command"],
};

describe("a lost argument", () => {
    for (const [component, subject] of Object.entries(subjects)) {
        it(`of ${component} is refused with its name`, async () => {
            const losses = await findLosses(subject);
            const { length } = Object.keys(losses);
            assert.ok(length >= 3, String(length));
            for (const [path, message] of Object.entries(losses)) {
                if (optional[component]?.includes(path) === true) {
                    assert.equal(message, "legal", path);
                } else if (path !== "domain.zoneId" && path !== "versions.AUTH_SECRET") {
                    assert.ok(message.startsWith(`${component}: ${path} must be `), `${path}: ${message}`);
                    assert.ok(message.endsWith(", got undefined"), message);
                }
            }
        });
    }
});
