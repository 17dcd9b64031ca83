import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { created } from "../../resources/placeholders";
import { account } from "./build";
import { commonAnswers, structOf, valuesOf } from "./wire";
import { serve, type Answers } from "./grpc-server";

/**
 * Stands in for the provider of remote components, awsx. It registers each component without what it is made of, and
 * answers with its placeholders.
 */
export class ComponentProviderDouble {
    private server?: Awaited<ReturnType<typeof serve>>;

    /** Returns what `PULUMI_DEBUG_PROVIDERS` must be. */
    public async start(): Promise<string> {
        this.server = await serve([ResourceProviderService, answers]);
        return `awsx:${this.server.port}`;
    }

    public stop(): void {
        this.server?.close();
    }
}

const answers: Answers = {
    ...commonAnswers,
    getPluginInfo: () => new PluginInfo().setVersion("3.9.0"),
    construct: async (request: provider.ConstructRequest) => {
        const [type, name] = [request.getType(), request.getName()];
        const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
        const registration = new resource.RegisterResourceRequest()
            .setType(type)
            .setName(name)
            .setParent(request.getParent())
            .setCustom(false)
            .setObject(request.getInputs())
            .setAcceptsecrets(true)
            .setAcceptresources(true);
        const urn = await new Promise<string>((resolve, reject) => {
            monitor.registerResource(registration, (error, response) =>
                error === null ? resolve(response.getUrn()) : reject(error),
            );
        });
        const inputs = valuesOf(request.getInputs());
        const { state } = created(type, name, inputs, account);
        const outputs = structOf(Object.fromEntries(Object.entries(state).filter(([key]) => !(key in inputs))));
        await new Promise<void>((resolve, reject) => {
            const registered = new resource.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(outputs);
            monitor.registerResourceOutputs(registered, (error) => (error === null ? resolve() : reject(error)));
        });
        monitor.close();
        return new provider.ConstructResponse().setUrn(urn).setState(outputs);
    },
};
