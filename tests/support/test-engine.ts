import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { parse } from "yaml";
import type { Account } from "../../aws/account";
import { readStack } from "../../config/read-stack";
import { resourceKey, type Plain, type Resource } from "../../preview/document";
import { created, lookedUp, planned } from "../../resources/placeholders";
import type { PreviewMode } from "../../preview/recorder";
import { toOptions } from "../../preview/registration-options";
import { readableObject } from "../../preview/rpc-values";
import { ProviderAws, type Ending } from "./provider-aws";
import { resolved, structOf, valuesOf } from "./wire";
import { type Answers, serve } from "./grpc-server";

/** What is not as the stack file says. */
export interface EvaluateOptions {
    /** Keys of the stack's configuration that replace those of its file. */
    readonly config?: Readonly<Record<string, string>>;

    /** @default "serves" */
    readonly ending?: Ending;
}

/** What the Node runner did with the program. */
export interface Evaluation {
    /** 0, or 32 where the runner has told the user already what is wrong. */
    readonly exitCode: number | null;

    /** As the offline preview has them. */
    readonly resources: readonly Resource[];

    /** Resources under a name of the program's choice that the provider would delete before it creates what replaces them. */
    readonly deletedFirst: readonly string[];
    readonly outputs: { readonly [key: string]: Plain };

    /** What the user sees, by severity. */
    readonly log: { readonly errors: readonly string[]; readonly warnings: readonly string[] };

    /** What the runner itself wrote: nothing, when all goes well. */
    readonly output: string;

    /** Messages of the errors whose stack was mapped to TypeScript: for one that ends the program that takes 15 s. */
    readonly mapped: readonly string[];
}

const stackType = "pulumi:pulumi:Stack";

/**
 * Evaluates the program of `folder` as the CLI would: the SDK's own runner starts it in a process of its own, with the
 * stack's file and the tsconfig that `Pulumi.yaml` names. The engine that it talks to answers a registration with
 * placeholders, or in a preview with nothing.
 *
 * AWS is a stand-in, too, at which a deployment has ended as told.
 */
export async function evaluate(
    folder: string,
    stack: string,
    mode: PreviewMode,
    { config = {}, ending = "serves" }: EvaluateOptions = {},
): Promise<Evaluation> {
    const { raw, secretKeys, project, config: read } = readStack(folder, stack);
    const account = read.aws;
    const aws = new ProviderAws();
    const recorder = new Recorder(project, stack, mode, account, aws);
    aws.ending = ending;
    aws.use(account, {});
    await aws.start();
    const { port, close } = await serve([ResourceMonitorService, recorder.monitor], [EngineService, recorder.engine]);
    try {
        const address = `127.0.0.1:${port}`;
        const flags = {
            monitor: address,
            engine: address,
            project,
            stack,
            "root-directory": folder,
            pwd: folder,
            parallel: "16",
        };
        const ended = await run(
            [
                require.resolve("@pulumi/pulumi/cmd/run"),
                ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
                ...(mode === "preview" ? ["--dry-run"] : []),
                ".",
            ],
            {
                ...process.env,
                ...aws.environment,
                PULUMI_CONFIG: JSON.stringify({ ...raw, ...config }),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys.map((path) => path.replace(/[.[].*$/, ""))),
                PULUMI_NODEJS_TYPESCRIPT: "true",
                PULUMI_NODEJS_TSCONFIG_PATH: tsconfigOf(folder),
            },
        );
        return { ...ended, ...recorder.recorded() };
    } finally {
        close();
        aws.stop();
    }
}

function tsconfigOf(folder: string): string {
    const { runtime } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as {
        runtime: { options: { tsconfig: string } };
    };
    return join(folder, runtime.options.tsconfig);
}

/**
 * Loaded before the runner, whose mapping of stacks it wraps: tells this process of each error that is mapped. What the SDK
 * keeps of every promise has no message, and is not mapped: a sixth of what a program costs.
 */
const noteMapping = `
let map;
const noting = (error, frames) => {
    process.send(String(error.message));
    return error.message === "" ? String(error) : map(error, frames);
};
Object.defineProperty(Error, "prepareStackTrace", {
    get: () => map && noting,
    set: (value) => (map = value === noting ? map : value),
});`;

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Pick<Evaluation, "exitCode" | "output" | "mapped">> {
    const preload = ["--import", `data:text/javascript,${encodeURIComponent(noteMapping)}`];
    const child = spawn(process.execPath, [...preload, ...args], { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const chunks: Buffer[] = [];
    const mapped: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
    }
    child.on("message", (message: string) => mapped.push(message));
    const exitCode = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    return { exitCode, output: Buffer.concat(chunks).toString(), mapped };
}

class Recorder {
    private readonly registered: { readonly request: resource.RegisterResourceRequest; readonly urn: string }[] = [];
    private readonly logged: { readonly severity: engine.LogSeverity; readonly message: string }[] = [];
    private outputs: Struct | undefined;
    private root = "";

    constructor(
        private readonly project: string,
        private readonly stack: string,
        private readonly mode: PreviewMode,
        private readonly account: Account,
        private readonly aws: ProviderAws,
    ) {}

    public readonly engine: Answers = {
        log: (request: engine.LogRequest) => {
            this.logged.push({ severity: request.getSeverity(), message: request.getMessage() });
            return new Empty();
        },
        getRootResource: () => new engine.GetRootResourceResponse().setUrn(this.root),
        setRootResource: (request: engine.SetRootResourceRequest) => {
            this.root = request.getUrn();
            return new engine.SetRootResourceResponse();
        },
    };

    public readonly monitor: Answers = {
        getDeploymentInfo: () => new resource.DeploymentInfo().setSupportedfeaturesList(features),
        registerResource: (request: resource.RegisterResourceRequest) => {
            const type = request.getType();
            const name = request.getName();
            const urn = `urn:pulumi:${this.stack}::${this.project}::${type}::${name}`;
            this.registered.push({ request, urn });

            const inputs = resolved(valuesOf(request.getObject())) as Record<string, unknown>;
            const response = new resource.RegisterResourceResponse().setUrn(urn);
            if (this.mode === "preview" || type === stackType) {
                return response.setObject(structOf(planned(type, inputs))); // what is absent is unknown
            }
            const { id, state } = created(type, name, inputs, this.account);
            const known = this.aws.remember(type, state);
            return response.setId(request.getCustom() ? id : "").setObject(structOf(known));
        },
        registerResourceOutputs: (request: resource.RegisterResourceOutputsRequest) => {
            this.outputs = request.getUrn().includes(`::${stackType}::`) ? request.getOutputs() : this.outputs;
            return new Empty();
        },
        registerResourceHook: () => new Empty(), // and no hook is ever called
        invoke: (request: resource.ResourceInvokeRequest) => {
            const args = resolved(valuesOf(request.getArgs())) as Record<string, unknown>;
            return new resource.ResourceInvokeResponse().setReturn(structOf(lookedUp(request.getTok(), args, this.account)));
        },
        signalAndWaitForShutdown: () => new Empty(),
    };

    public recorded(): Pick<Evaluation, "resources" | "deletedFirst" | "outputs" | "log"> {
        const keys = new Map(this.registered.map(({ request, urn }) => [urn, resourceKey(tokenOf(request))]));
        const resources = this.registered
            .filter(({ request }) => request.getType() !== stackType)
            .map(({ request }) => resourceOf(request, (urn) => keys.get(urn) ?? urn))
            .sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
        const messages = (severity: engine.LogSeverity) =>
            this.logged.filter((line) => line.severity === severity).map(({ message }) => message);
        return {
            resources: this.aws.restored(resources),
            deletedFirst: this.registered
                .map(({ request }) => request)
                .filter(isDeletedFirst)
                .map((each) => resourceKey(tokenOf(each))),
            outputs: this.aws.restored(readableObject(this.outputs?.toJavaScript() ?? {})),
            log: { errors: messages(engine.LogSeverity.ERROR), warnings: messages(engine.LogSeverity.WARNING) },
        };
    }
}

const {
    RESOURCE_MONITOR_FEATURE_SECRETS,
    RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
} = resource.ResourceMonitorFeature;
const features = [
    RESOURCE_MONITOR_FEATURE_SECRETS,
    RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES, // as the CLI does: an input then carries its dependencies with it
    RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
];

function resourceOf(request: resource.RegisterResourceRequest, keyOfUrn: (urn: string) => string): Resource {
    const parent = keyOfUrn(request.getParent());
    return {
        ...tokenOf(request),
        parent: parent.startsWith(`${stackType}::`) ? null : parent,
        inputs: readableObject(request.getObject()?.toJavaScript() ?? {}),
        options: toOptions(request, keyOfUrn),
    };
}

/** A record's name is no physical name. */
function isDeletedFirst(request: resource.RegisterResourceRequest): boolean {
    const { name } = request.getObject()?.toJavaScript() ?? {};
    const isNamed = request.getCustom() && name !== undefined && !request.getType().startsWith("aws:route53/");
    return isNamed && (request.getDeletebeforereplace() || !request.getDeletebeforereplacedefined());
}

function tokenOf(request: resource.RegisterResourceRequest): { type: string; name: string } {
    return { type: request.getType(), name: request.getName() };
}
