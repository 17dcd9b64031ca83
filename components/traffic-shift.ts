import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { testHeaderValue } from "../aws/deployment-strategies";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { account, object, physicalName, text, type Check } from "./arguments";
import { fixedWeights } from "./replacement";
import { role, rolePolicy, roleSettings, type RoleSettings } from "./role";
import { shiftTraffic, shiftTrustPolicy } from "./shift-policies";

/** How ECS moves requests from one release to another. */
export interface ShiftSettings {
    /** Account and region of the service: ECS may use the role for it alone. */
    readonly account: Account;

    /** Role with which ECS moves requests; unique in the account. */
    readonly roleName: string;

    /** What the role has beside its policy. */
    readonly role: RoleSettings;

    /** Header by which a request reaches a release before production does. */
    readonly testTrafficHeader: string;
}

/** Header by which a request reaches a release before production does. */
export interface TestHeader {
    /** For example `x-spotter-test`. */
    readonly name: string;

    /** What it must say. */
    readonly value: string;
}

/** What ECS needs to move requests from one release to another. */
export interface TrafficShift {
    /** Target group that releases have by turns with the load balancer's first. */
    readonly alternate: lb.TargetGroup;

    /** Rule of all requests, whose weights ECS moves. */
    readonly productionRuleArn: pulumi.Output<string>;

    /** Rule of requests with the header of test traffic, which ECS moves first. */
    readonly testRuleArn: pulumi.Output<string>;

    /** Role with which ECS moves them. */
    readonly roleArn: pulumi.Output<string>;

    /** Header of test traffic. */
    readonly testHeader: TestHeader;
}

/** Arguments of {@link trafficShift}. */
export interface TrafficShiftArgs {
    /** Listener that forwards requests. */
    readonly listener: lb.Listener;

    /** Group that has all requests when the rules are made. */
    readonly targetGroup: lb.TargetGroup;

    /** The other group. */
    readonly alternate: lb.TargetGroup;

    /**
     * Hooks of the production rule.
     *
     * @default - every change may be made
     */
    readonly hooks: pulumi.ResourceHookBinding | undefined;

    /** Names and the header. */
    readonly settings: ShiftSettings;
}

/** The last of a listener's rules, so that any other comes before them. */
const [testPriority, productionPriority] = [ranges.rulePriority.max - 1, ranges.rulePriority.max];

/**
 * Two rules in front of the listener's default action, each with both groups: ECS moves their weights and nothing else, and
 * refuses a group that no rule has. The default action, which no request reaches then, still forwards to the first group: it
 * is what is there before the rules come, and once they go, so that both ways tasks serve at any moment.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
 */
export function trafficShift(
    name: string,
    { listener, targetGroup, alternate, hooks, settings }: TrafficShiftArgs,
    opts: pulumi.CustomResourceOptions,
): TrafficShift {
    const { roleName, role: bounds, testTrafficHeader } = settings;
    const targetGroups = [
        { arn: targetGroup.arn, weight: 100 },
        { arn: alternate.arn, weight: 0 },
    ];
    const shared = { listenerArn: listener.arn, actions: [{ type: "forward", forward: { targetGroups } }] };
    const production = new lb.ListenerRule(
        `${name}-production`,
        { ...shared, priority: productionPriority, conditions: [{ pathPattern: { values: ["/*"] } }] },
        { ...opts, ...fixedWeights, hooks },
    );
    const header = { httpHeaderName: testTrafficHeader, values: [testHeaderValue] };
    const test = new lb.ListenerRule(
        `${name}-test`,
        { ...shared, priority: testPriority, conditions: [{ httpHeader: header }] },
        { ...opts, ...fixedWeights },
    );
    const ownRole = role(
        `${name}-infrastructure`,
        { roleName, assumeRolePolicy: shiftTrustPolicy(settings.account), settings: bounds },
        opts,
    );
    const statements = pulumi
        .all([targetGroup.arn, alternate.arn, production.arn, test.arn])
        .apply(([first, other, ...ruleArns]) => shiftTraffic([first, other], ruleArns));
    rolePolicy(`${name}-shift-traffic`, { role: ownRole, policyName: "shift-traffic", statements }, opts);
    return {
        alternate,
        productionRuleArn: production.arn,
        testRuleArn: test.arn,
        roleArn: ownRole.arn,
        testHeader: { name: testTrafficHeader, value: testHeaderValue },
    };
}

export const shiftSettings: Check<ShiftSettings> = object<ShiftSettings>({
    account,
    roleName: physicalName("infrastructureRole"),
    role: roleSettings,
    testTrafficHeader: text(formats.headerName),
});
