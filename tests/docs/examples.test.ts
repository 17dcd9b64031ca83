import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { problemsOf, configOf, project, type Given } from "../config/input";

/** The stack files that the page shows below a heading, with the namespace of the tests' project. */
function examplesBelow(heading: string): Given[] {
    const [, section = ""] = readFileSync("docs/configuration.md", "utf8").split(`\n## ${heading}\n`);
    const blocks = [...(section.split("\n## ")[0] ?? "").matchAll(/```yaml\n([^]*?)```/g)];
    return blocks.map(([, text = ""]) => {
        const { config } = parse(text) as { config: Record<string, unknown> };
        return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^(?!aws:)[^:]+/, project), value]));
    });
}

describe("an example of docs/configuration.md", () => {
    it("of another image is a legal stack file", () => {
        const [example = {}] = examplesBelow("Another image");
        assert.deepEqual(problemsOf(example), []);
        const { service, loadBalancer, deployment } = configOf(example);
        assert.deepEqual([service.user, service.healthCheck.command], ["65532", "none"]);
        assert.equal(loadBalancer.healthCheck.matcher, "200-399");
        assert.deepEqual(deployment.probe, { path: "/healthz?ready=1", matcher: "200-399", releaseHeader: "none" });
    });

    it("of another region is two legal stack files that know of each other", () => {
        const [second = {}, first = {}] = examplesBelow("Another region");
        assert.deepEqual([problemsOf(second), problemsOf(first)], [[], []]);
        const [there, here] = [configOf(second), configOf({ "aws:region": "us-east-1", ...first })];
        assert.deepEqual(here.data.replicaRegions, [there.aws.region]);
        assert.deepEqual([there.access.tables, there.data.tables], [here.access.tables, []]);
        assert.deepEqual([here.domain?.name, here.domain?.routing?.role], [there.domain?.name, "primary"]);
        assert.equal(there.domain?.routing?.role, "secondary");
    });

    it("of a sidecar is a legal stack file, whose collector has a legal configuration", () => {
        const [example = {}] = examplesBelow("Sidecars");
        assert.deepEqual(problemsOf(example), []);
        const { otel } = configOf(example).service.sidecars;
        const { receivers, service } = parse(otel?.environment.AOT_CONFIG_CONTENT ?? "") as Record<string, object>;
        assert.deepEqual(receivers, { otlp: { protocols: { http: { endpoint: "localhost:4318" } } } });
        assert.deepEqual(Object.keys(service ?? {}), ["extensions", "pipelines"]);
        assert.deepEqual([otel?.essential, otel?.ports, otel?.readonlyRootFilesystem], [false, [4318], true]);
    });
});
