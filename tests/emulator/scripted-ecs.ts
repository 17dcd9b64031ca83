import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { account, type Account } from "./account";
import { answer, fail, read, type Answers, type Input } from "../support/aws-protocol";
import { rolloutAnswers } from "./answers";
import { findFault, refusals, type Fault, type Timeline } from "../timelines/timeline";
import { epoch, World } from "../timelines/world";

/** One call that reached the server. */
export interface Call {
    /** For example `DescribeServices`; `probe` is the health endpoint. */
    readonly action: string;

    /** Second of the time line. */
    readonly second: number;
    readonly input: Input;
}

/** What the server needs of a clock; a slow answer lets time pass. */
export interface ServerClock {
    now(): number;
    pass(seconds: number): void;
}

/**
 * AWS as far as a deployment sees it, playing a time line: ECS and the other JSON services by `x-amz-target`, ELB and STS
 * by `Action`, the load balancer by GET. What it does not know is an error, so that no call goes unnoticed.
 */
export class ScriptedEcs {
    public readonly calls: Call[] = [];
    private readonly server = createServer((request, response) => void this.serve(request, response));
    private stopAsked = Infinity;
    private readonly account: Account = account();

    constructor(
        private timeline: Timeline,
        private readonly clock: ServerClock,
    ) {}

    public async start(): Promise<void> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
        this.account.endpoint = this.endpoint;
    }

    /** Begins another time line. */
    public play(timeline: Timeline): void {
        this.timeline = timeline;
        this.stopAsked = Infinity;
        this.calls.length = 0;
    }

    /** `host:port` */
    public get address(): string {
        return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    public get endpoint(): string {
        return `http://${this.address}`;
    }

    /** What the account holds beside the service. */
    public get holds(): Account {
        return this.account;
    }

    public stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    private get second(): number {
        return (this.clock.now() - epoch) / 1000;
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { action, input } = await read(request);
        this.calls.push({ action, second: this.second, input });
        const count = this.calls.filter((call) => call.action === action).length;
        const fault = findFault(this.timeline, action, count, this.second);
        if (fault?.answer === "reset") {
            request.socket.destroy();
            return;
        }
        if (fault?.answer === "slow") {
            this.clock.pass(fault.seconds ?? 20);
        }
        if (action === "probe") {
            const { status, releaseId } = this.world(fault).health();
            response.writeHead(status, { "x-release-id": releaseId }).end();
            return;
        }
        const refusal = fault && fault.answer in refusals ? refusals[fault.answer as keyof typeof refusals] : undefined;
        if (refusal !== undefined) {
            const [status, code, message] = refusal;
            const denied = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:${action} on resource: *`;
            fail(response, { status, code, message: message === "" ? denied : message, query: "Action" in input });
            return;
        }
        const answers: Answers = {
            ...this.account.answers,
            ...rolloutAnswers(this.world(fault), fault?.answer === "missing", () => {
                this.stopAsked = Math.min(this.stopAsked, this.second);
            }),
        };
        answer(response, action, answers, input);
    }

    /** Consistent reads see the present. */
    private world(fault: Fault | undefined): World {
        const age = fault?.answer === "stale" ? (fault.seconds ?? 20) : 0;
        return new World(this.timeline, this.second - age, this.stopAsked);
    }
}
