import { types } from "./elb-types";
import { awsError, objects, part, text, texts, type Thing, type Things, type Values } from "./type-model";

/** ARNs of the load balancers that forward to a target group. */
export function balancersOf(targetGroup: string, things: Things): ReadonlySet<string> {
    const listeners = things
        .list(types.listener)
        .filter(({ properties }) => targetsOf(properties.defaultActions).includes(targetGroup))
        .map(({ properties }) => text(properties.loadBalancerArn));
    const rules = things
        .list(types.rule)
        .filter(({ properties }) => targetsOf(properties.actions).includes(targetGroup))
        .map(({ properties }) => balancerOf(text(properties.listenerArn), things));
    return new Set([...listeners, ...rules]);
}

/** ARNs of the target groups that actions forward to, whatever their weight. */
export function targetsOf(actions: unknown): string[] {
    return objects(actions).flatMap(({ targetGroupArn, forward }) => [
        ...(typeof targetGroupArn === "string" ? [targetGroupArn] : []),
        ...objects(part(forward).targetGroups).map(({ arn }) => text(arn)),
    ]);
}

/** Weights of the target groups that actions forward to. */
export function weightsOf(actions: unknown): { readonly arn: string; readonly weight: number }[] {
    return objects(actions).flatMap(({ forward }) =>
        objects(part(forward).targetGroups).map(({ arn, weight = 1 }) => ({ arn: text(arn), weight: Number(weight) })),
    );
}

/** ARN of the load balancer of a listener. */
export function balancerOf(listener: string, things: Things): string {
    return text(things.find(types.listener, listener)?.properties.loadBalancerArn);
}

/** VPC of the security groups, which is that of the load balancer; undefined where none of them is known. */
export function vpcOf({ securityGroups }: Values, things: Things): unknown {
    const groups = texts(securityGroups).map((id) => things.find("aws:ec2/securityGroup:SecurityGroup", id));
    return groups.find((group) => group !== undefined)?.properties.vpcId;
}

/** A listener on a port that is taken. */
export function refusesPort(
    doing: string,
    call: readonly [string, string],
    { loadBalancerArn, port }: Values,
    own: string | undefined,
    things: Things,
): string | undefined {
    const isOn = ({ id, properties }: Thing) =>
        id !== own && properties.loadBalancerArn === loadBalancerArn && Number(properties.port) === Number(port);
    const error = `DuplicateListener: A listener already exists on this port for this load balancer '${text(loadBalancerArn)}'`;
    return things.list(types.listener).some(isOn) ? awsError(doing, call, error) : undefined;
}

/** A forward to target groups of another load balancer or another VPC. */
export function refusesForward(
    doing: string,
    call: readonly [string, string],
    balancer: string,
    actions: unknown,
    things: Things,
): string | undefined {
    const targets = targetsOf(actions);
    const taken = targets.filter((target) => [...balancersOf(target, things)].some((other) => other !== balancer));
    if (taken.length > 0) {
        const limit = "The following target groups cannot be associated with more than one load balancer";
        return awsError(doing, call, `TargetGroupAssociationLimit: ${limit}: ${taken.join(", ")}`);
    }
    const vpc = vpcOf(things.find(types.balancer, balancer)?.properties ?? {}, things);
    const elsewhere = targets.find((target) => {
        const vpcId = things.find(types.targetGroup, target)?.properties.vpcId;
        return vpc !== undefined && vpcId !== undefined && vpcId !== vpc;
    });
    const error = `InvalidConfigurationRequest: Target group '${elsewhere ?? ""}' is in a different VPC than load balancer '${balancer}'`;
    return elsewhere === undefined ? undefined : awsError(doing, call, error);
}
