import * as assert from "node:assert/strict";
import { carryAll } from "./carry-all";
import * as services from "./live-services";

const canary = "canary-5f1c2d";
const { liveService, plainService } = services;

describe("a command of a container that runs", () => {
    const command = ["node", "server.js"];
    const withSecret = ["server", "--api-token", canary];

    it("is carried over word by word", () => {
        const { values } = carryAll(liveService({ container: { command, entryPoint: ["/init"] } }));
        assert.deepEqual([values["service.command"], values["service.entryPoint"]], [command, ["/init"]]);
    });

    for (const [field, key] of [
        ["command", "service.command"],
        ["entryPoint", "service.entryPoint"],
        ["healthCheck", "service.healthCheck.command"],
    ] as const) {
        it(`is left out and not shown where a secret is among its words: ${field}`, () => {
            const given = { [field]: field === "healthCheck" ? { command: ["CMD", ...withSecret] } : withSecret };
            const { values, left } = carryAll(liveService({ container: given }));
            assert.equal(values[key], undefined);
            const at = field === "healthCheck" ? "healthCheck.command" : field;
            assert.ok(
                left.includes(
                    `container.web.${at}: looks as if a secret were in it: it is not written down; set ${key}, and let it read the secret from a variable`,
                ),
                left.join("\n"),
            );
            assert.ok(!JSON.stringify([values, left]).includes(canary));
        });
    }

    it("is left out of a sidecar, too, with a check whose command it is", () => {
        const sidecar = {
            name: "otel",
            image: `collector@${services.digest}`,
            command: withSecret,
            entryPoint: ["sh", "-c", `TOKEN=${canary} exec otel`],
            healthCheck: { command: ["CMD", ...withSecret], interval: 10 },
        };
        const { values, left } = carryAll(
            liveService({ taskDefinition: { containerDefinitions: [plainService.container, sidecar] } }),
        );
        assert.deepEqual(values["service.sidecars.otel"], {
            image: sidecar.image,
            essential: true,
            readonlyRootFilesystem: false,
        });
        const fields = left.flatMap((line) => /\[1\]\.(.*): looks as if a secret were in it/.exec(line)?.[1] ?? []);
        assert.deepEqual(fields, ["healthCheck.command", "command", "entryPoint"]);
        assert.ok(!JSON.stringify([values, left]).includes(canary));
    });
});
