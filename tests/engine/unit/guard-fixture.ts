import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../../../aws/user-error";
import type {
    CommandBefore,
    DeploymentApi,
    Findings,
    IntendedRelease,
    PlannedEntrance,
    PlannedRelease,
    Verdict,
} from "../../../deployment/api";
import { releaseGuard, type ReleaseGuardArgs, type ReleaseGuardSettings } from "../../../engine/release-guard";
import { makeFoundation, makeService, type ImageSource } from "../../components/service-fixture";
import { account, build } from "../../support/build";
import { http, names, serviceSettings } from "../../components/settings-fixture";

export const served: Verdict = { outcome: "SUCCEEDED", seconds: {}, line: "release 1f3c1f3c1f3c serves" };
export const crashed: Verdict = {
    outcome: "FAILED",
    seconds: {},
    line: "release 1f3c1f3c1f3c failed: exit code 1 ▸ boom ▸ fix it",
};

/** Gives the answers that it was made with, and keeps what it was asked. */
export class DeploymentApiDouble implements DeploymentApi {
    public readonly sharedBalancer = () => Promise.resolve({ matching: [], all: [] });

    public readonly planned: PlannedRelease[] = [];
    public readonly intended: IntendedRelease[] = [];
    public readonly entrances: PlannedEntrance[] = [];
    public readonly commands: CommandBefore[] = [];

    /** Why a command before a release fails. @default - it ends well */
    public commandFailure?: string;

    constructor(
        private readonly answer: Verdict = served,
        private readonly findings: Findings = { errors: [], warnings: [] },
    ) {}

    public parameterVersions() {
        return Promise.resolve({});
    }

    public preflight(release: PlannedRelease) {
        this.planned.push(release);
        return Promise.resolve(this.findings);
    }

    public checkEntrance(entrance: PlannedEntrance) {
        this.entrances.push(entrance);
        return Promise.resolve(this.findings);
    }

    public findExisting() {
        return Promise.resolve({ found: [], unanswered: [] });
    }

    public runBefore: DeploymentApi["runBefore"] = (command, report) => {
        this.commands.push(command);
        report("2 migrations to apply");
        return this.commandFailure === undefined ? Promise.resolve() : Promise.reject(new UserError(this.commandFailure));
    };

    public verdict(release: IntendedRelease, report: (line: string) => void) {
        this.intended.push(release);
        report("0:05 start");
        return Promise.resolve(this.answer);
    }
}

export const serviceRef = { ...names, account, repository: "spotter-app", parameterPrefix: "/spotter-app" };

export const external = [{ name: "AUTH_SECRET", secret: true }];

export const expectedSeconds = { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 };

export const limits = { timeoutMinutes: 20, maxFailuresOfSameCause: 3, rollbackEarly: true };

export const probe = { path: "/api/health", matcher: "200", releaseHeader: "x-release-id" };

/** Warnings of the log while something runs. */
export async function logged(task: () => Promise<unknown>): Promise<string[]> {
    const lines: string[] = [];
    const { warn } = pulumi.log;
    Object.assign(pulumi.log, { warn: (line: string) => Promise.resolve(lines.push(line)) });
    try {
        await task();
    } finally {
        Object.assign(pulumi.log, { warn });
    }
    return lines;
}

/** Arguments of the guard of a service that stands on `foundation`. */
export function guardArgs(
    api: DeploymentApi,
    { image, network, loadBalancer }: ReturnType<typeof makeFoundation>,
    settings: Partial<ReleaseGuardSettings> = {},
): ReleaseGuardArgs {
    return {
        api,
        serviceRef,
        namespace: "fitness",
        image,
        network,
        loadBalancer,
        http,
        service: serviceSettings,
        external,
        minTasks: undefined,
        alarms: [],
        sidecars: [{ name: "otel", essential: false }],
        secretNames: ["AUTH_SECRET"],
        expectedSeconds,
        settings: { strategy: "rolling", preflight: true, verdict: true, probe, ...limits, ...settings },
    };
}

/** What a guarded service changes of the usual one: see `serviceWith`. */
export function guardedBy(api: DeploymentApi, settings: Partial<ReleaseGuardSettings> = {}, image?: ImageSource) {
    return {
        image,
        guard: (foundation: ReturnType<typeof makeFoundation>) => releaseGuard("web", guardArgs(api, foundation, settings)),
    };
}

/** Builds a guarded service and returns the names of the hooks that it registers. */
export async function registeredHooks(settings: Partial<ReleaseGuardSettings>, image?: ImageSource): Promise<string[]> {
    const registered: string[] = [];
    await build(() => {
        const monitor = pulumi.runtime.getMonitor() as unknown as { registerResourceHook: Register };
        const register = monitor.registerResourceHook;
        monitor.registerResourceHook = (request, callback) => {
            registered.push(request.getName());
            register(request, callback);
        };
        makeService(guardedBy(new DeploymentApiDouble(), settings, image));
    });
    return registered;
}
type Register = (request: { getName(): string }, callback: unknown) => void;

/** Runs the callback of a hook. */
export async function run(hook: pulumi.ResourceHook | undefined, args: Partial<pulumi.ResourceHookArgs> = {}): Promise<void> {
    await hook?.callback(args as pulumi.ResourceHookArgs);
}
