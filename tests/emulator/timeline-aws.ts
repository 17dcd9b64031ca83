import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuse, Refusal } from "../aws-double/protocol";
import { writeTestProject } from "../commands/trial";
import { AwsDouble, type Fault as CallFault } from "../aws-double/server";
import type { ServiceModel } from "../aws-double/service-model";
import { findRefused, statementsFor } from "../support/role-calls";
import { serviceRef } from "../timelines/releases";
import { findFault, refusals, type Fault, type Release, type Timeline } from "../timelines/timeline";
import { groupOf, serviceRevisionArn, taskDefinitionArn, World } from "../timelines/world";

/** What the server needs of a clock; a slow answer lets time pass. */
export interface ServerClock {
    second(): number;
    pass(seconds: number): void;
}

/** What delivery gives the role of the stack whose names the time lines have. */
function playedStatements() {
    const folder = mkdtempSync(join(tmpdir(), "timeline-"));
    try {
        writeTestProject(folder);
        return statementsFor(folder) ?? [];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const releases: readonly Release[] = ["old", "new", "other"];

/** AWS that plays a time line, by the clock of whoever watches it. */
export class TimelineAws extends AwsDouble implements ServiceModel {
    protected override readonly service = this;
    private stopAsked = Infinity;

    /** What the call that is being answered meets. */
    private fault: Fault | undefined;

    constructor(
        private timeline: Timeline,
        private readonly clock: ServerClock,
    ) {
        super();
    }

    /** Whoever deploys the stack that is played may ask for all that was asked. */
    public override stop(): void {
        super.stop();
        assert.deepEqual(findRefused(playedStatements(), this), [], "the role of delivery may not ask for it");
    }

    /** Begins another time line. */
    public play(timeline: Timeline): void {
        this.timeline = timeline;
        this.stopAsked = Infinity;
        this.calls.length = 0;
    }

    /** What is slow, stale or missing shows in the answer itself. */
    protected override findFault(action: string): CallFault | undefined {
        const count = this.asked.filter((asked) => asked === action).length;
        const fault = findFault(this.timeline, action, count, this.second);
        this.fault = fault;
        if (fault?.answer === "slow") {
            this.clock.pass(fault.seconds ?? 20);
        }
        if (fault === undefined || !(fault.answer in refusals)) {
            return fault?.answer === "reset" ? "reset" : super.findFault(action);
        }
        const [status, code, message] = refusals[fault.answer as keyof typeof refusals];
        const denied = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:${action} on resource: *`;
        return new Refusal(code, message === "" ? denied : message, status);
    }

    public describeService() {
        return this.fault?.answer === "missing" ? undefined : this.world.service();
    }

    public describeServiceDeployments() {
        const attempt = this.world.attempt();
        return attempt === undefined ? [] : [attempt];
    }

    public findTaskDefinition(arn: string): string | undefined {
        const release = releases.find((candidate) => serviceRevisionArn(candidate) === arn);
        return release && taskDefinitionArn(release);
    }

    public describeTasks() {
        return this.world.tasks().map((task) => this.world.task(task));
    }

    public findTargetGroup(arn: string): string | undefined {
        const release = releases.find((candidate) => serviceRevisionArn(candidate) === arn);
        return release && groupOf(this.timeline, release);
    }

    public describeTargets(group?: string) {
        return this.world.targets(group);
    }

    public describeWeights() {
        return this.world.weights();
    }

    public updateService(): void {
        refuse("InvalidAction", "a time line plays one update");
    }

    public stopServiceDeployment(arn: string, stopType: unknown): void {
        const attempt = this.world.attempt();
        if (stopType !== "ROLLBACK" || attempt?.serviceDeploymentArn !== arn) {
            refuse("InvalidParameterException", "Service deployment can't be stopped.");
        }
        if (attempt.status !== "IN_PROGRESS") {
            refuse("ConflictException", "Service deployment is not in progress.");
        }
        this.stopAsked = Math.min(this.stopAsked, this.second);
    }

    public readLog(stream: string): readonly string[] | undefined {
        return this.world.logOf(({ id }) => stream === `ecs/${serviceRef.container}/${id}`);
    }

    public probe(_: string, headers: IncomingHttpHeaders) {
        return headers["x-spotter-test"] === undefined ? this.world.health() : this.world.test();
    }

    protected override get second(): number {
        return this.clock.second();
    }

    /** What a stale read sees is older. */
    private get world(): World {
        const age = this.fault?.answer === "stale" ? (this.fault.seconds ?? 20) : 0;
        return new World(this.timeline, this.second - age, this.stopAsked);
    }
}
