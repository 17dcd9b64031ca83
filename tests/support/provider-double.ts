import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Account } from "../../aws/account";
import { created, lookedUp } from "../../resources/placeholders";
import { deletesFirst, forcesNew, switchedAlternatives } from "../../resources/replacement";
import { changedKeys } from "../account-model/compare";
import { findModel } from "../account-model";
import { AccountModel } from "../account-model/model";
import { isOwnChoice } from "../account-model/own-choice";
import { read, toState } from "../account-model/read";
import { text } from "../account-model/type-model";
import type { ProviderAws } from "./provider-aws";
import { toDiffResponse } from "./provider-double-diff";
import { commonAnswers, plain, structOf, unknownMark, valuesOf, wrapped, type Values } from "./wire";
import { serve, type Answers } from "./grpc-server";

/**
 * Stands in for the aws provider, for an engine that attaches to it by `PULUMI_DEBUG_PROVIDERS`. It answers as the
 * provider does for the types of this project: unknown values in a preview, detailed diffs against what it has read,
 * replacement where AWS can't change a property. What AWS would choose are the placeholders of the offline preview, for the
 * account and region that the program asks for; what exists, and what AWS refuses, is in the {@link model}.
 */
export class ProviderDouble {
    private readonly changes: string[] = [];

    /** What each provider of the program was configured with. */
    public readonly configurations: Values[] = [];

    /** What exists in AWS: tests put things there, change them and take them away. */
    public readonly model: AccountModel;

    /** What AWS answers to a look-up; what it throws is an error of the provider. */
    public lookUp = lookedUp;

    /** What AWS says to a change of a type that it does not make now. */
    public refusedUpdates: Readonly<Record<string, string>> = {};

    /** What is wrong with the credentials: the provider tells before it answers anything. */
    public misconfigured?: string;

    private server?: Awaited<ReturnType<typeof serve>>;

    /** @param aws what a program asks about the things that are made here */
    constructor(private readonly aws?: ProviderAws) {
        this.model = new AccountModel(aws);
    }

    /** Returns what `PULUMI_DEBUG_PROVIDERS` must be. */
    public async start(): Promise<string> {
        this.server = await serve([ResourceProviderService, this.answers]);
        return `aws:${this.server.port}`;
    }

    public stop(): void {
        this.server?.close();
    }

    /** What was really changed since the last call, `create aws:ecs/cluster:Cluster::web` for one. What AWS refused is no change. */
    public takeChanges(): string[] {
        return this.changes.splice(0);
    }

    /**
     * Takes over what an earlier stand-in made.
     *
     * @param resources as they are in a state, in its order
     */
    public adopt(resources: readonly { readonly type: string; readonly id?: string; readonly outputs?: Values }[]): void {
        for (const { type, id, outputs = {} } of resources) {
            if (type === "pulumi:providers:aws") {
                this.configureModel(outputs);
            } else if (type.startsWith("aws:") && id !== undefined) {
                this.model.adopt(type, id, plain(outputs) as Values);
            }
        }
    }

    /** Answers to the engine, by method. */
    public readonly answers: Answers = {
        ...commonAnswers,
        getPluginInfo: () => new PluginInfo().setVersion("7.48.0"),
        diffConfig: (request: provider.DiffRequest) => {
            const [olds, news] = [request.getOldInputs(), request.getNews()].map(valuesOf) as [Values, Values];
            const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
            const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
            return toDiffResponse({ changed, olds, news }, () => false, false);
        },
        configure: (request: provider.ConfigureRequest) => {
            if (this.misconfigured !== undefined) {
                throw new Error(this.misconfigured);
            }
            const configuration = plain(valuesOf(request.getArgs())) as Values;
            this.configurations.push(configuration);
            this.configureModel(configuration);
            this.aws?.use(this.model.account, this.model.tagging.defaultTags);
            return commonAnswers.configure();
        },
        invoke: (request: provider.InvokeRequest) => {
            const args = plain(valuesOf(request.getArgs())) as Values;
            return new provider.InvokeResponse().setReturn(structOf(this.lookUp(request.getTok(), args, this.model.account)));
        },
        check: (request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews()),
        diff: (request: provider.DiffRequest) => {
            const type = request.getType();
            const [state, before, news] = [request.getOlds(), request.getOldInputs(), request.getNews()].map(
                (values) => plain(valuesOf(values)) as Values,
            ) as [Values, Values, Values];
            const { account, tagging } = this.model;
            const changed = changedKeys({ type, state, before, asked: news, account, tagging }).filter(
                (key) => !request.getIgnorechangesList().includes(key),
            );
            const switched = switchedAlternatives(type, before, news);
            const isReplacing = (key: string) =>
                key !== "tagsAll" &&
                (forcesNew(type, key) || switched.includes(key) || findModel(type)?.isReplacing?.(key, news) === true);
            return toDiffResponse({ changed, olds: { ...before, ...state }, news }, isReplacing, deletesFirst(type, news));
        },
        create: (request: provider.CreateRequest) => {
            const [type, name] = [request.getType(), request.getName()];
            const inputs = valuesOf(request.getProperties());
            if (request.getPreview()) {
                const { state } = created(type, name, plain(inputs) as Values, this.model.account);
                const unknown = Object.fromEntries(Object.keys(state).map((key): [string, unknown] => [key, unknownMark]));
                return new provider.CreateResponse().setProperties(structOf({ ...unknown, ...inputs }));
            }
            const thing = this.model.create(type, name, plain(inputs) as Values);
            this.changes.push(`create ${type}::${name}`);
            return new provider.CreateResponse()
                .setId(thing.id)
                .setProperties(structOf(toState(thing, inputs, this.model, this.model.tagging)));
        },
        update: (request: provider.UpdateRequest) => {
            const [type, olds, news] = [request.getType(), valuesOf(request.getOlds()), valuesOf(request.getNews())];
            if (request.getPreview()) {
                const isKept = isOwnChoice(type, plain(news) as Values, this.model.account);
                const kept = Object.entries(olds).filter(([key]) => isKept(key));
                const state = { ...Object.fromEntries(kept), ...news, ...versionAhead(request) };
                return new provider.UpdateResponse().setProperties(structOf(state));
            }
            const refusal = this.refusedUpdates[type];
            if (refusal !== undefined) {
                throw new Error(refusal);
            }
            const thing = this.model.update(type, request.getId(), plain(olds) as Values, plain(news) as Values);
            this.changes.push(`update ${type}::${request.getName()}`);
            return new provider.UpdateResponse().setProperties(structOf(toState(thing, news, this.model, this.model.tagging)));
        },
        read: (request: provider.ReadRequest) => {
            const [state, inputs] = [request.getProperties(), request.getInputs()].map(valuesOf) as [Values, Values];
            const known =
                Object.keys(state).length === 0 ? undefined : { state: plain(state) as Values, inputs: plain(inputs) as Values };
            const thing = this.model.findOf(request.getType(), request.getId(), known?.state ?? {});
            if (thing === undefined) {
                return new provider.ReadResponse(); // without an id: it is gone
            }
            const found = read(thing, this.model, this.model.tagging, known);
            return new provider.ReadResponse()
                .setId(thing.id)
                .setInputs(structOf(wrapped(found.inputs, inputs)))
                .setProperties(structOf(wrapped(found.properties, state)));
        },
        delete: (request: provider.DeleteRequest) => {
            this.model.delete(request.getType(), request.getId(), plain(valuesOf(request.getProperties())) as Values);
            this.changes.push(`delete ${request.getType()}::${request.getName()}`);
            return new Empty();
        },
    };

    /** A provider's configuration is flat: lists and objects are JSON. */
    private configureModel({ region, allowedAccountIds, defaultTags, ignoreTags }: Values): void {
        const [accountId = ""] = JSON.parse(String(allowedAccountIds)) as string[];
        const account: Account = { partition: "aws", region: String(region), accountId };
        const { tags = {} } = JSON.parse(text(defaultTags ?? "{}")) as { tags?: Values };
        const { keys = [] } = JSON.parse(text(ignoreTags ?? "{}")) as { keys?: string[] };
        Object.assign(this.model, { account, tagging: { defaultTags: tags, ignoredTags: keys } });
    }
}

/** The provider knows before a change that it makes another version for `value` alone. */
function versionAhead(request: provider.UpdateRequest): Values {
    const [before, after] = [request.getOldInputs(), request.getNews()].map(
        (inputs) => (plain(valuesOf(inputs)) as Values).value,
    );
    return request.getType() === "aws:ssm/parameter:Parameter" && before !== after ? { version: unknownMark } : {};
}
