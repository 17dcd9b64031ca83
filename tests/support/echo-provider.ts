import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { serve, type Answers } from "./grpc-server";
import { commonAnswers, plain, structOf, unknownMark, valuesOf, type Values } from "./wire";

/**
 * Stands in for a provider that gives back what it is asked for, with ARNs where there are some. What it would refuse, fill in or
 * replace is not seen.
 */
export class EchoProvider {
    /** What exists, by `type::name`. */
    public readonly made = new Map<string, Values>();
    private readonly changes: string[] = [];
    private server?: Awaited<ReturnType<typeof serve>>;

    constructor(
        private readonly name: string,
        private readonly version: string,
        private readonly outputs: (type: string, inputs: Values) => Values = () => ({}),
    ) {}

    /** Returns what `PULUMI_DEBUG_PROVIDERS` must be. */
    public async start(): Promise<string> {
        this.server = await serve([ResourceProviderService, this.answers]);
        return `${this.name}:${this.server.port}`;
    }

    public stop(): void {
        this.server?.close();
    }

    /** What was made or changed since the last call. */
    public takeChanges(): string[] {
        return this.changes.splice(0).sort();
    }

    private readonly answers: Answers = {
        ...commonAnswers,
        getPluginInfo: () => new PluginInfo().setVersion(this.version),
        check: (request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews()),
        diff: (request: provider.DiffRequest) => {
            const [before, after] = [request.getOldInputs(), request.getNews()].map((values) =>
                JSON.stringify(plain(valuesOf(values))),
            );
            const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
            return new provider.DiffResponse().setChanges(before === after ? DIFF_NONE : DIFF_SOME);
        },
        create: (request: provider.CreateRequest) => {
            const key = `${request.getType()}::${request.getName()}`;
            const state = this.stateOf(request.getType(), valuesOf(request.getProperties()), key, request.getPreview());
            return new provider.CreateResponse().setId(request.getPreview() ? "" : key).setProperties(structOf(state));
        },
        update: (request: provider.UpdateRequest) => {
            const state = this.stateOf(request.getType(), valuesOf(request.getNews()), request.getId(), request.getPreview());
            return new provider.UpdateResponse().setProperties(structOf(state));
        },
        read: (request: provider.ReadRequest) =>
            this.made.has(request.getId())
                ? new provider.ReadResponse()
                      .setId(request.getId())
                      .setInputs(request.getInputs())
                      .setProperties(request.getProperties())
                : new provider.ReadResponse(),
        delete: (request: provider.DeleteRequest) => {
            this.made.delete(request.getId());
            return new Empty();
        },
    };

    /** What is asked for and added, which exists unless this is a preview: that knows nothing of what is added. */
    private stateOf(type: string, inputs: Values, key: string, isPreview: boolean): Values {
        const added = this.outputs(type, plain(inputs) as Values);
        if (!isPreview) {
            this.made.set(key, plain(inputs) as Values);
            this.changes.push(key);
        }
        const unknown = Object.fromEntries(Object.keys(added).map((name) => [name, unknownMark]));
        return { ...inputs, ...(isPreview ? unknown : added) };
    }
}
