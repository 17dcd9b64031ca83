import { isDeepStrictEqual } from "node:util";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Account } from "../../aws/account";
import { created, lookedUp } from "../../resources/placeholders";
import { deletesFirst, forcesNew, switchedAlternatives } from "../../resources/replacement";
import type { ProviderAws } from "./provider-aws";
import { serve, structOf, unknownMark, type Answers } from "./test-engine";

type Values = Record<string, unknown>;

/**
 * Stands in for the aws provider, for an engine that attaches to it by `PULUMI_DEBUG_PROVIDERS`. It answers as the
 * provider does for the types of this project: unknown values in a preview, detailed diffs, replacement where AWS can't
 * change a property. What AWS would choose are the placeholders of the offline preview, for the account and region that
 * the program asks for. AWS itself never refuses.
 */
export class ProviderDouble {
    private readonly changes: string[] = [];

    /** What each provider of the program was configured with. */
    public readonly configurations: Values[] = [];

    private readonly revisions = new Map<string, number>();
    private account: Account = { partition: "aws", region: "", accountId: "" };
    private server?: Awaited<ReturnType<typeof serve>>;

    /** @param aws what a program asks about the things that are made here */
    constructor(private readonly aws?: ProviderAws) {}

    /** Returns what `PULUMI_DEBUG_PROVIDERS` must be. */
    public async start(): Promise<string> {
        this.server = await serve([ResourceProviderService, this.answers]);
        return `aws:${this.server.port}`;
    }

    public stop(): void {
        this.server?.close();
    }

    /** What was really changed since the last call, `create aws:ecs/cluster:Cluster::web` for one. */
    public takeChanges(): string[] {
        return this.changes.splice(0);
    }

    /**
     * Takes over what an earlier stand-in made, and lets the stand-in for AWS know.
     *
     * @param resources as they are in a state, in its order
     */
    public adopt(resources: readonly { readonly type: string; readonly outputs?: Values }[]): void {
        for (const { type, outputs = {} } of resources) {
            this.aws?.remember(type, outputs);
            if (type === taskDefinition) {
                this.revisions.set(String(outputs.family), Number(outputs.revision));
            }
        }
    }

    private readonly answers: Answers = {
        handshake: () => new provider.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
        attach: () => new Empty(),
        cancel: () => new Empty(),
        getPluginInfo: () => new PluginInfo().setVersion("7.48.0"),
        getSchema: () => new provider.GetSchemaResponse().setSchema("{}"),
        checkConfig: (request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews()),
        diffConfig: (request: provider.DiffRequest) => diffOf(request, () => false),
        configure: (request: provider.ConfigureRequest) => {
            const configuration = plain(valuesOf(request.getArgs())) as Values;
            this.configurations.push(configuration);
            this.account = accountOf(configuration);
            this.aws?.use(this.account, defaultTagsOf(configuration));
            return new provider.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true);
        },
        invoke: (request: provider.InvokeRequest) => {
            const args = plain(valuesOf(request.getArgs())) as Values;
            return new provider.InvokeResponse().setReturn(structOf(lookedUp(request.getTok(), args, this.account)));
        },
        check: (request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews()),
        diff: (request: provider.DiffRequest) => diffOf(request, isReplacing),
        create: (request: provider.CreateRequest) => {
            const preview = request.getPreview();
            this.note("create", request, preview);
            const inputs = valuesOf(request.getProperties());
            const { id, computed } = this.computedOf(request.getType(), request.getName(), plain(inputs) as Values, preview);
            const state = this.known(request.getType(), { ...computed, ...inputs }, preview);
            return new provider.CreateResponse().setId(preview ? "" : id).setProperties(structOf(state));
        },
        update: (request: provider.UpdateRequest) => {
            this.note("update", request, request.getPreview());
            const before = Object.keys(valuesOf(request.getOldInputs()));
            const computed = Object.entries(valuesOf(request.getOlds())).filter(([key]) => !before.includes(key));
            const state = { ...Object.fromEntries(computed), ...valuesOf(request.getNews()), ...versionAfter(request) };
            return new provider.UpdateResponse().setProperties(
                structOf(this.known(request.getType(), state, request.getPreview())),
            );
        },
        // Nothing changes but through the engine: a refresh finds what is in the state.
        read: (request: provider.ReadRequest) =>
            new provider.ReadResponse()
                .setId(request.getId())
                .setInputs(request.getInputs())
                .setProperties(request.getProperties()),
        delete: (request: provider.DeleteRequest) => {
            this.note("delete", request, false);
            return new Empty();
        },
    };

    private note(method: string, request: { getType(): string; getName(): string }, preview: boolean): void {
        if (!preview) {
            this.changes.push(`${method} ${request.getType()}::${request.getName()}`);
        }
    }

    /** Tells the stand-in for AWS what is there now. */
    private known(type: string, state: Values, preview: boolean): Values {
        return preview ? state : { ...(this.aws?.remember(type, state) ?? state) };
    }

    /** What AWS adds to the inputs of a new resource; unknown in a preview. */
    private computedOf(type: string, name: string, inputs: Values, preview: boolean): { id: string; computed: Values } {
        const { id, state } = created(type, name, inputs, this.account);
        const added = Object.entries(state).filter(([key]) => !(key in inputs));
        if (preview) {
            return { id, computed: Object.fromEntries(added.map(([key]) => [key, unknownMark])) };
        }
        const computed = Object.fromEntries(added);
        return { id, computed: type === taskDefinition ? this.nextRevision(String(inputs.family), computed) : computed };
    }

    /** Every task definition of a family is a revision of it, with an ARN of its own. */
    private nextRevision(family: string, { arn, ...computed }: Values): Values {
        const revision = (this.revisions.get(family) ?? 0) + 1;
        this.revisions.set(family, revision);
        return { ...computed, arn: String(arn).replace(/\d+$/, String(revision)), revision };
    }
}

/** A parameter's version grows with each new value. The provider knows so before the change for `value` alone. */
function versionAfter(request: provider.UpdateRequest): Values {
    const [before, after] = [request.getOldInputs(), request.getNews()].map((inputs) => {
        const { value, insecureValue } = plain(valuesOf(inputs)) as Values;
        return value ?? insecureValue;
    });
    if (request.getType() !== "aws:ssm/parameter:Parameter" || before === after) {
        return {};
    }
    const version = Number(valuesOf(request.getOlds()).version);
    return { version: !request.getPreview() ? version + 1 : "value" in valuesOf(request.getNews()) ? unknownMark : version };
}

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** A provider's configuration is flat: lists and objects are JSON. */
function accountOf({ region, allowedAccountIds }: Values): Account {
    const [accountId = ""] = JSON.parse(String(allowedAccountIds)) as string[];
    return { partition: "aws", region: String(region), accountId };
}

function defaultTagsOf({ defaultTags }: Values): Readonly<Record<string, string>> {
    const { tags = {} } = JSON.parse(String(defaultTags ?? "{}")) as { tags?: Record<string, string> };
    return tags;
}

function valuesOf(struct: Struct | undefined): Values {
    return struct?.toJavaScript() ?? {};
}

function isReplacing(type: string, key: string, olds: Values, news: Values): boolean {
    return forcesNew(type, key) || switchedAlternatives(type, olds, news).includes(key);
}

/** Compares the inputs key by key, so that an engine can show what would change and whether that replaces the resource. */
function diffOf(request: provider.DiffRequest, replaces: typeof isReplacing): provider.DiffResponse {
    const olds = plain(valuesOf(request.getOldInputs())) as Values;
    const news = plain(valuesOf(request.getNews())) as Values;
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
        .filter((key) => !isDeepStrictEqual(olds[key], news[key]))
        .filter((key) => !request.getIgnorechangesList().includes(key));

    const replacing = changed.filter((key) => replaces(request.getType(), key, olds, news));
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    const response = new provider.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(changed)
        .setReplacesList(replacing)
        .setDeletebeforereplace(replacing.length > 0 && deletesFirst(request.getType(), news))
        .setHasdetaileddiff(true);
    const { ADD, DELETE, UPDATE, ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
    for (const key of changed) {
        const [inPlace, replaced] = !(key in olds)
            ? [ADD, ADD_REPLACE]
            : key in news
              ? [UPDATE, UPDATE_REPLACE]
              : [DELETE, DELETE_REPLACE];
        const kind = replacing.includes(key) ? replaced : inPlace;
        response.getDetaileddiffMap().set(key, new provider.PropertyDiff().setKind(kind).setInputdiff(true));
    }
    return response;
}

/** Marks a special value on the wire: sdk/nodejs/runtime/rpc.ts of Pulumi. */
const signature = "4dabf18193072939515e22adb298388d";

/** A value without the wrapping of secrets, for comparing and computing; state keeps them wrapped. */
function plain(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const record = value as Values;
    return signature in record
        ? plain(record.value)
        : Object.fromEntries(Object.entries(record).map(([key, item]) => [key, plain(item)]));
}
