import * as assert from "node:assert/strict";
import { findService } from "../../../commands/init/from-service/read-service";
import { refuse, StubClients, type Input } from "../../aws/stub-clients";
import { question, answers, service } from "./answers";

describe("a service that is not there", () => {
    const find = (stub: StubClients, more = {}) => findService(stub.clients, { ...question, ...more });
    const ecs = (changes: Readonly<Record<string, (input: Input) => object>>) => answers({ ecs: changes });

    it("is told by what the cluster has", async () => {
        const stub = ecs({
            describeServices: () => ({ services: [] }),
            listServices: () => ({ serviceArns: ["x/main/api", "x/main/admin"] }),
        });
        await assert.rejects(find(stub), { message: /^there is no service web in cluster main .*: there is admin, api$/ });
    });

    it("is told by the clusters of the region", async () => {
        const missing = () => refuse("ClusterNotFoundException");
        const stub = ecs({
            describeServices: missing,
            listServices: missing,
            listClusters: () => ({ clusterArns: ["x/prod", "x/staging"] }),
        });
        await assert.rejects(find(stub), { message: /^there is no cluster main in .*: there is prod, staging$/ });
    });

    it("is told by the nearest of many", async () => {
        const serviceArns = Array.from({ length: 20 }, (_, at) => `x/main/${at === 7 ? "wab" : `service-${at}`}`);
        const stub = ecs({
            describeServices: () => ({ services: [{ ...service, status: "INACTIVE" }] }),
            listServices: () => ({ serviceArns }),
        });
        await assert.rejects(find(stub), { message: /: did you mean wab\?$/ });
    });

    it("or whose container is not known, is told by its containers", async () => {
        const containerDefinitions = [{ name: "a" }, { name: "b" }];
        const describeTaskDefinition = () => ({ taskDefinition: { containerDefinitions } });
        const stub = ecs({ describeServices: () => ({ services: [{ ...service, loadBalancers: [] }] }), describeTaskDefinition });
        await assert.rejects(find(stub), {
            message: "no load balancer says which container requests reach: name it by --container (a, b)",
        });
        await assert.rejects(find(stub, { container: "c" }), {
            message: "there is no container c in the task definition: there is a, b",
        });
        assert.equal((await find(stub, { container: "b" })).container.name, "b");
    });
});
