import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AccountState } from "./account";
import { acm } from "./acm";
import { autoscaling } from "./autoscaling";
import { cloudwatch } from "./cloudwatch";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { elb } from "./elb";
import { kms } from "./kms";
import { logs } from "./logs";
import { names } from "./names";
import { read, refuse, Refusal, send, type Answers } from "./protocol";
import type { ServiceModel } from "./service-model";
import { scheduler } from "./scheduler";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { sts } from "./sts";

/** What becomes of a call instead of an answer: an error of AWS, no answer, or a connection that breaks. */
export type Fault = Refusal | "silence" | "reset";

/**
 * AWS over HTTP, as far as this project asks it, for real clients of the SDK: the JSON services by `x-amz-target`, the query
 * services by `Action`, the load balancer by GET. An action that it does not know is an error, so that no call goes unnoticed.
 */
export abstract class AwsDouble extends AccountState {
    /** What the one service of the account does. */
    protected abstract readonly service: ServiceModel;
    private readonly server = createServer((request, response) => void this.serve(request, response));

    public async start(): Promise<void> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
    }

    public stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    /** `host:port`, also the load balancer's. */
    public get address(): string {
        return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    public get endpoint(): string {
        return `http://${this.address}`;
    }

    /** What a process needs to ask this and nothing else. */
    public get environment(): NodeJS.ProcessEnv {
        return {
            AWS_ENDPOINT_URL: this.endpoint,
            AWS_ACCESS_KEY_ID: "double",
            AWS_SECRET_ACCESS_KEY: "double",
            AWS_CONFIG_FILE: "/nowhere/config",
            AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
            AWS_EC2_METADATA_DISABLED: "true",
        };
    }

    protected get second(): number {
        return Date.now() / 1000;
    }

    /** What goes wrong with a call, which is the last of those that were noted. */
    protected findFault(action: string): Fault | undefined {
        const refusal = this.refusals[action] ?? this.refusals["*"];
        return this.silent.includes(action) ? "silence" : refusal && new Refusal(...refusal);
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { action, input } = await read(request);
        const [, service] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
        const call = { action, input, service, second: this.second };
        this.calls.push(call);
        this.recorded.push(call);
        const fault = this.findFault(action);
        if (fault === "silence") {
            return;
        }
        if (fault === "reset") {
            request.socket.destroy();
            return;
        }
        // The load balancer knows no errors of AWS.
        if (action === "probe") {
            const { status, releaseId, location } = this.service.probe?.(
                String(input.url),
                input.headers as IncomingHttpHeaders,
            ) ?? { status: 503 };
            if (status === 0) {
                request.socket.destroy();
                return;
            }
            response
                .writeHead(status, {
                    ...(releaseId === undefined ? {} : { "x-release-id": releaseId }),
                    ...(location === undefined ? {} : { location }),
                })
                .end();
            return;
        }
        send(response, input, () => {
            if (fault !== undefined) {
                throw fault;
            }
            const answer = this.answers()[action] ?? refuse("InvalidAction", `the double of AWS has no answer to ${action}`);
            return answer(input);
        });
    }

    /** What is answered to each action, from what there is now. */
    protected answers(): Answers {
        const { service } = this;
        const services = {
            ...acm(this),
            ...sts(this),
            ...ecs(this, service),
            ...elb(this, service),
            ...ecr(this, this.endpoint),
            ...ssm(this),
            ...kms(this),
            ...logs(this, service),
            ...cloudwatch(this),
            ...autoscaling(this),
            ...ec2(this),
            ...scheduler(this),
            ...sqs(this, this.endpoint),
        };
        return { ...services, ...names(this, services) };
    }
}
