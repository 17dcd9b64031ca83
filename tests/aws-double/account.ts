import type { Input } from "./protocol";
import type { DeadLetter, ScheduleState } from "./scheduler";
import type { Task } from "./service-model";

/** A state of a task that no service has started, in the terms of the wire. */
export interface OneOffState {
    readonly lastStatus: string;
    readonly stopCode?: string;
    readonly stoppedReason?: string;
    readonly exitCode?: number;

    /** Of the application's container. */
    readonly reason?: string;

    /** Lines that it logs when it comes into this state. */
    readonly log?: readonly string[];
}

/** A call that reached AWS. */
export interface Call {
    /** For example `DescribeServices`; `probe` is the health endpoint, `blob` a layer's download. */
    readonly action: string;
    readonly input: Input;

    /** Service that the call is signed for, for example `ecs`. @default - it is not signed */
    readonly service?: string;

    /** When, by the double's clock. */
    readonly second: number;
}

/** A registered revision of the task family. */
export interface Revision {
    readonly number: number;
    readonly image?: string;
    readonly tags: Record<string, string>;
    readonly cpu?: string;
    readonly memory?: string;
    readonly environment?: Readonly<Record<string, string>>;

    /** Names of parameters. */
    readonly secrets?: readonly string[];
    readonly entryPoint?: readonly string[];
    readonly command?: readonly string[];

    /** It was deregistered: ECS describes it, and lists it no more. */
    inactive?: boolean;
}

export interface Parameter {
    readonly type: string;
    readonly version: number;
    readonly value: string;

    /** Milliseconds since 1970. */
    readonly modifiedAt?: number;

    /** Key of a SecureString, as SSM shows it. */
    readonly keyId?: string;
    readonly tags?: Readonly<Record<string, string>>;
}

/** A load balancer with the tags of its stack. */
export interface TaggedLoadBalancer {
    readonly name: string;
    readonly scheme: string;
    readonly vpcId: string;
    readonly zones: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
}

/** The secret of a version, for tests that care for nothing else. */
export const secureString = (version: number): Parameter => ({ type: "SecureString", version, value: "canary" });

/** What an account holds beside the service, and what it was asked. Tests change it before they ask. */
export class AccountState {
    public readonly calls: Call[] = [];

    /** The same, of which a test forgets none. */
    public readonly recorded: Call[] = [];

    /** Error code and message by action; `*` is every action. */
    public refusals: Readonly<Record<string, readonly [code: string, message: string]>> = {};

    /** Actions that never get an answer. */
    public silent: readonly string[] = [];

    /** Items a page at most, for tests of paging. Default: what AWS gives. */
    public pageSize?: number;

    /** Statuses of the certificates, by ARN. */
    public readonly certificates = new Map<string, string>();

    /** Host names of the certificates, by ARN. @default - they don't say */
    public readonly certificateNames = new Map<string, readonly string[]>();

    /** Whose the credentials are. */
    public accountId = "123456789012";
    public familyArn = "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test";

    /** Oldest first. */
    public revisions: Revision[] = [];

    /** Revision that each further service of the cluster is on, by its name; its family is the account's with the same ending. */
    public others: Record<string, number> = {};

    /** Seconds since 1970 at which revision 0 would have been registered, each a second after the one before. */
    public registeredFrom = 1_700_000_000;
    public registeredBy = "arn:aws:iam::123456789012:user/ci";

    /** Path of the parameters whose names are given without one. */
    public parameterPrefix = "/spotter-test";
    public parameters = new Map<string, Parameter>();

    /** Digests, oldest first. */
    public images = new Set<string>();

    /** Digest of an image, by tag. */
    public readonly imageTags = new Map<string, string>();

    /** Manifest of an image, by digest. @default - an index of one image for linux/amd64 */
    public readonly manifests = new Map<string, string>();

    /** Scan of an image, by digest. @default - complete, and nothing found */
    public readonly scans = new Map<string, { readonly status: string; readonly counts?: Readonly<Record<string, number>> }>();

    /** State and policy of a customer's key, by what a caller names it. */
    public readonly keys = new Map<string, { readonly arn: string; readonly state: string; readonly policy?: object }>();

    /** Configuration of an image, by its own digest. */
    public readonly blobs = new Map<string, string>();

    /** Images that the repository's lifecycle keeps. @default - no policy */
    public keeps?: number;
    public logs: { readonly at: number; readonly task: string; readonly message: string }[] = [];

    /** What becomes of a task that is run by itself: a state for each time that it is asked for, and the last one stays. */
    public oneOffStates: readonly OneOffState[] = [];

    /** Why ECS starts no such task. */
    public oneOffFailures: readonly { readonly reason: string; readonly detail?: string }[] = [];

    /** What such a task was started with: by a request, or by a test for one that runs already. */
    public oneOffStart?: Input;

    /** How often the task was asked for; undefined before it was started. */
    public oneOffPolls?: number;

    /** It was seen to have stopped. */
    public hasOneOffStopped = false;

    public schedules: readonly ScheduleState[] = [];

    /** What is in each queue, by its name. */
    public deadLetters: Readonly<Record<string, readonly DeadLetter[]>> = {};

    /** Tasks that schedules have started and ECS still knows. */
    public scheduledTasks: readonly Task[] = [];

    /** Events about tasks that have stopped, in the terms of the wire, as EventBridge has kept them. */
    public runEvents: readonly { readonly at: number; readonly detail: object }[] = [];

    /** State by name. */
    public alarms: Readonly<Record<string, string>> = {};

    /** What an alarm is about, by name. @default - they don't say */
    public alarmDescriptions: Readonly<Record<string, string>> = {};

    /** Numbers of tasks that something scales the service to. @default - nothing scales it */
    public scaledRange?: { readonly min: number; readonly max: number };
    public loadBalancerDns = "web.example.elb.amazonaws.com";

    /** What more is known of the load balancer. @default - nothing, not even whose it is */
    public loadBalancer?: TaggedLoadBalancer;

    /** Zone of a subnet, by id. @default - all in one */
    public zones: Readonly<Record<string, string>> = {};
    /** Tags of what exists under a name, by type and name: `role web-task`, `log-group /ecs/web`, `service cluster/web`. */
    public readonly named = new Map<string, Readonly<Record<string, string>>>();

    /** Tags of what exists under a name; undefined where there is none. */
    public findNamed(type: string, name: string): Readonly<Record<string, string>> | undefined {
        return this.named.get(`${type} ${name}`);
    }

    public findScaledRange(): { readonly min: number; readonly max: number } | undefined {
        return this.scaledRange;
    }

    /** @param name with its path */
    public findParameter(name: string): Parameter | undefined {
        return this.parameters.get(name) ?? this.parameters.get(name.replace(`${this.parameterPrefix}/`, ""));
    }

    /** Actions that were asked for, in order. */
    public get asked(): string[] {
        return this.calls.map(({ action }) => action);
    }
}
