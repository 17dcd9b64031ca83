import { toArn } from "../../aws/account";
import { balancerOf, balancersOf, refusesForward, refusesPort, vpcOf } from "./elb-routing";
import { types } from "./elb-types";
import { awsError, part, text, texts, type ServiceModel, type Thing, type Things, type Values } from "./type-model";

const elbv2 = "Elastic Load Balancing v2";

/** Load balancers, target groups, listeners, and their rules and certificates. */
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
        refusesUpdate: (balancer, asked, things) => refusesMove(balancer, asked, things),
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
    [types.certificate]: {
        identify: ({ listenerArn, certificateArn }) => ({ id: `${text(listenerArn)}_${text(certificateArn)}` }),
    },
    [types.rule]: {
        chosen: () => ({ priority: 1 }),
        sets: ["actions.forward.targetGroups"],
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

/** A load balancer stays in its VPC. The code is AWS's, its words for it are not known here. */
function refusesMove({ id, properties }: Thing, asked: Values, things: Things): string | undefined {
    const before = vpcOf(properties, things);
    const isElsewhere = (vpc: unknown) => before !== undefined && vpc !== undefined && vpc !== before;
    if (isElsewhere(vpcOf(asked, things))) {
        const error = `InvalidConfigurationRequest: One or more security groups are invalid: they are not of ${text(before)}`;
        return awsError(`setting ELBv2 Load Balancer (${id}) security groups`, [elbv2, "SetSecurityGroups"], error);
    }
    const outside = texts(asked.subnets).filter((subnet) => isElsewhere(things.subnetVpcs[subnet]));
    const error = `InvalidConfigurationRequest: The subnets ${outside.join(", ")} are not of ${text(before)}`;
    return outside.length === 0
        ? undefined
        : awsError(`setting ELBv2 Load Balancer (${id}) subnets`, [elbv2, "SetSubnets"], error);
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
