import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { alarmRoles, natAlarmRoles, toAlarmName, type AlarmRole } from "../aws/alarm-roles";
import { ranges } from "../aws/ranges";
import { account, flag, given, object, physicalName, requireValid, wholeNumber } from "./arguments";
import { serviceAlarmDefinitions, type AlarmDefinition } from "./alarm-definitions";
import { alarmSettings, type AlarmSettings } from "./alarm-settings";
import { failedDeployments } from "./failed-deployments";
import type { FargateService } from "./fargate-service";
import type { Balancer } from "./balancer";
import { natAlarmDefinition } from "./nat-alarm";
import type { Network } from "./network";
import type { ReleaseAlarms } from "./release-alarms";
import { createFirst } from "./replacement";

/** Arguments of {@link ServiceAlarms}. */
export interface ServiceAlarmsArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** What the names of the alarms begin with; unique in the account. */
        readonly monitoring: string;

        /** Cluster of the service. */
        readonly cluster: string;

        /** The service. */
        readonly service: string;
    };

    /** Where the tasks are registered, and whose certificate may end. */
    readonly loadBalancer: Balancer;

    /** Network whose NAT gateways cost by what leaves through them. */
    readonly network: Network;

    /** What is watched, and must exist: too few tasks is how every service begins. */
    readonly service: FargateService;

    /** Alarms that are there already, with the topic that these tell, too. */
    readonly releaseAlarms: ReleaseAlarms;

    /** Fewest tasks that run. */
    readonly minTasks: number;

    /** Whether there are alarms on tasks, CPU, memory and the certificate; failed deployments are told in any case. */
    readonly hasAlarms: boolean;

    /** When the alarms go off. */
    readonly settings: AlarmSettings;
}

/** Tells of deployments that fail and, where asked to, has alarms on what a deployment moves: tasks, CPU and memory. */
export class ServiceAlarms extends pulumi.ComponentResource {
    constructor(name: string, args: ServiceAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:ServiceAlarms", name, {}, opts);
        validate(args);
        const { names, loadBalancer, minTasks, settings } = args;
        const { monitoring, cluster, service } = names;
        const { topicArn } = args.releaseAlarms;

        failedDeployments(
            name,
            { account: args.account, cluster, service, topicArn, ruleName: `${monitoring}-failed-deployments` },
            { parent: this },
        );
        const { arnSuffixes: suffixes, certificateArn } = loadBalancer;
        const context = { suffixes, cluster, service, minTasks, certificateArn };
        const gateways = args.network.natGatewayIds;
        const definitions: Readonly<Partial<Record<AlarmRole, AlarmDefinition>>> = args.hasAlarms
            ? {
                  ...serviceAlarmDefinitions(context, settings),
                  ...Object.fromEntries(gateways.map((id, index) => [`nat-${index + 1}`, natAlarmDefinition(id, settings)])),
              }
            : {};
        for (const role of [...alarmRoles.service, ...natAlarmRoles(gateways.length)]) {
            const definition = definitions[role];
            if (definition !== undefined) {
                new cloudwatch.MetricAlarm(
                    `${name}-${role}`,
                    { name: toAlarmName(monitoring, role), ...definition, alarmActions: [topicArn], okActions: [topicArn] },
                    { parent: this, dependsOn: args.service, ...createFirst },
                );
            }
        }
        this.registerOutputs({});
    }
}

function validate(args: ServiceAlarmsArgs): void {
    requireValid("ServiceAlarms", args, {
        account,
        names: object({
            monitoring: physicalName("monitoring"),
            cluster: physicalName("cluster"),
            service: physicalName("service"),
        }),
        loadBalancer: given,
        network: given,
        service: given,
        releaseAlarms: given,
        minTasks: wholeNumber(ranges.tasks),
        hasAlarms: flag,
        settings: alarmSettings,
    });
}
