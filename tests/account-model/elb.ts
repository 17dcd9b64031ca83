import { toArn } from "../../aws/account";
import { awsError, objects, part, text, texts, type ServiceModel, type Thing, type Things, type Values } from "./type-model";

export const types = {
    balancer: "aws:lb/loadBalancer:LoadBalancer",
    targetGroup: "aws:lb/targetGroup:TargetGroup",
    listener: "aws:lb/listener:Listener",
    rule: "aws:lb/listenerRule:ListenerRule",
} as const;

const elbv2 = "Elastic Load Balancing v2";

/** Load balancers, target groups, listeners and their rules. */
export const elb: ServiceModel = {
    [types.balancer]: {
        defaults: {
            clientKeepAlive: 3600,
            desyncMitigationMode: "defensive",
            dropInvalidHeaderFields: false,
            enableDeletionProtection: false,
            enableHttp2: true,
            enableTlsVersionAndCipherSuiteHeaders: false,
            enableWafFailOpen: false,
            enableXffClientPort: false,
            enableZonalShift: false,
            idleTimeout: 60,
            loadBalancerType: "application",
            preserveHostHeader: false,
            xffHeaderProcessingMode: "append",
        },
        chosen: () => ({ internal: false, ipAddressType: "ipv4", enableCrossZoneLoadBalancing: true, namePrefix: "" }),
        sets: ["securityGroups", "subnets"],
        isTagged: true,
        outputs: () => ({ vpcId: "" }),
        view: (balancer, things) => ({ vpcId: vpcOf(balancer.properties, things) }),
        owned: ({ id }, things) => things.list(types.listener).filter(({ properties }) => properties.loadBalancerArn === id),
        refusesCreate: ({ name }, things) =>
            things.list(types.balancer).some(({ properties }) => properties.name === name)
                ? `ELBv2 Load Balancer (${text(name)}) already exists`
                : undefined,
        refusesUpdate: ({ id, properties }, asked, things) => {
            const [before, after] = [vpcOf(properties, things), vpcOf(asked, things)];
            const error = `InvalidConfigurationRequest: One or more security groups are invalid: they belong to ${text(after)} and not to ${text(before)}`;
            return before === undefined || after === undefined || before === after
                ? undefined
                : awsError(`setting ELBv2 Load Balancer (${id}) security groups`, [elbv2, "SetSecurityGroups"], error);
        },
        refusesDelete: ({ id, properties }) =>
            properties.enableDeletionProtection === true
                ? awsError(
                      `deleting ELBv2 Load Balancer (${id})`,
                      [elbv2, "DeleteLoadBalancer"],
                      `OperationNotPermitted: Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
                  )
                : undefined,
    },
    [types.targetGroup]: {
        defaults: {
            deregistrationDelay: 300,
            lambdaMultiValueHeadersEnabled: false,
            proxyProtocolV2: false,
            slowStart: 0,
        },
        chosen: () => ({
            healthCheck: defaultHealthCheck,
            ipAddressType: "ipv4",
            loadBalancingAlgorithmType: "round_robin",
            loadBalancingAnomalyMitigation: "off",
            loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
            namePrefix: "",
            protocolVersion: "HTTP1",
            stickiness: { cookieDuration: 86400, cookieName: "", enabled: false, type: "lb_cookie" },
        }),
        askable: ["name"],
        identify: ({ name, namePrefix }, serial, account) => {
            const hash = toHex(serial, 16);
            const whole = name === undefined ? `${text(namePrefix)}${hash}` : text(name);
            const arnSuffix = `targetgroup/${whole}/${hash}`;
            return {
                ...toIdentity(toArn(account, "elasticloadbalancing", arnSuffix)),
                arnSuffix,
                ...(name === undefined ? { name: whole } : {}),
            };
        },
        parts: Object.fromEntries(Object.entries(defaultHealthCheckParts()).map(([key, value]) => [`healthCheck.${key}`, value])),
        settle: ({ healthCheck, ...others }) => ({
            ...others,
            healthCheck: { ...defaultHealthCheckParts(), ...part(healthCheck) },
        }),
        isTagged: true,
        outputs: () => ({ loadBalancerArns: [] }),
        view: ({ id }, things) => ({ loadBalancerArns: [...balancersOf(id, things)] }),
        refusesCreate: ({ name }, things) =>
            name !== undefined && things.list(types.targetGroup).some(({ properties }) => properties.name === name)
                ? `ELBv2 Target Group (${text(name)}) already exists`
                : undefined,
        refusesDelete: ({ id }, _, things) =>
            balancersOf(id, things).size > 0
                ? awsError(
                      `deleting ELBv2 Target Group (${id})`,
                      [elbv2, "DeleteTargetGroup"],
                      `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`,
                  )
                : undefined,
    },
    [types.listener]: {
        chosen: ({ protocol }) => (protocol === "HTTPS" ? { sslPolicy: "ELBSecurityPolicy-2016-08" } : {}),
        parts: actionParts("defaultActions"),
        identify: ({ loadBalancerArn, port }, serial) =>
            toIdentity(
                `${text(loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${text(port).padStart(8, "0")}${toHex(serial)}`,
            ),
        isTagged: true,
        owned: ({ id }, things) => things.list(types.rule).filter(({ properties }) => properties.listenerArn === id),
        refusesCreate: (asked, things) => {
            const balancer = text(asked.loadBalancerArn);
            const doing = `creating ELBv2 Listener (${balancer})`;
            return (
                refusesPort(doing, [elbv2, "CreateListener"], asked, undefined, things) ??
                refusesForward(doing, [elbv2, "CreateListener"], balancer, asked.defaultActions, things)
            );
        },
        refusesUpdate: ({ id }, asked, things) => {
            const doing = `modifying ELBv2 Listener (${id})`;
            return (
                refusesPort(doing, [elbv2, "ModifyListener"], asked, id, things) ??
                refusesForward(doing, [elbv2, "ModifyListener"], text(asked.loadBalancerArn), asked.defaultActions, things)
            );
        },
    },
    [types.rule]: {
        chosen: () => ({ priority: 1 }),
        parts: actionParts("actions"),
        identify: ({ listenerArn, priority }, serial) =>
            toIdentity(
                `${text(listenerArn).replace(":listener/", ":listener-rule/")}/${text(priority).padStart(8, "0")}${toHex(serial)}`,
            ),
        isTagged: true,
        refusesCreate: (asked, things) => {
            const { listenerArn, priority, actions } = asked;
            const isTaken = things
                .list(types.rule)
                .some(({ properties }) => properties.listenerArn === listenerArn && properties.priority === priority);
            const doing = "creating ELBv2 Listener Rule";
            return isTaken
                ? awsError(doing, [elbv2, "CreateRule"], `PriorityInUse: Priority '${text(priority)}' is currently in use`)
                : refusesForward(doing, [elbv2, "CreateRule"], balancerOf(text(listenerArn), things), actions, things);
        },
        refusesUpdate: ({ id }, { listenerArn, actions }, things) =>
            refusesForward(
                `modifying ELBv2 Listener Rule (${id})`,
                [elbv2, "ModifyRule"],
                balancerOf(text(listenerArn), things),
                actions,
                things,
            ),
    },
};

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

function balancerOf(listener: string, things: Things): string {
    return text(things.find(types.listener, listener)?.properties.loadBalancerArn);
}

/** VPC of the security groups, which is that of the load balancer; undefined where none of them is known. */
function vpcOf({ securityGroups }: Values, things: Things): unknown {
    const groups = texts(securityGroups).map((id) => things.find("aws:ec2/securityGroup:SecurityGroup", id));
    return groups.find((group) => group !== undefined)?.properties.vpcId;
}

function refusesPort(
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

function refusesForward(
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

/** Of an HTTP target group whose program has none. */
const defaultHealthCheck = defaultHealthCheckParts();

function defaultHealthCheckParts(): Values {
    return {
        enabled: true,
        healthyThreshold: 3,
        interval: 30,
        matcher: "200",
        path: "/",
        port: "traffic-port",
        protocol: "HTTP",
        timeout: 5,
        unhealthyThreshold: 3,
    };
}

function actionParts(key: string): Values {
    const redirect = { host: "#{host}", path: "/#{path}", port: "#{port}", protocol: "#{protocol}", query: "#{query}" };
    const parts = Object.entries(redirect).map(([name, value]): [string, unknown] => [`${key}.redirect.${name}`, value]);
    return Object.fromEntries([...parts, [`${key}.order`, 1], [`${key}.forward.targetGroups.weight`, 1]]);
}

function toIdentity(arn: string): Values {
    return { id: arn, arn };
}

function toHex(serial: number, length = 8): string {
    return serial.toString(16).padStart(length, "0");
}
