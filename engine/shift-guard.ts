import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import type { DeploymentApi, Findings, ShiftChange } from "../deployment/api";

/** Arguments of a guard of changes that move requests between two target groups. */
export interface ShiftGuardArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Says what was found, and refuses the change for errors. */
    readonly report: (findings: Findings) => Promise<void>;
}

/** What of a service's inputs says which target groups it has. */
interface ServiceInputs {
    readonly loadBalancers?: readonly {
        readonly targetGroupArn?: string;
        readonly advancedConfiguration?: { readonly productionListenerRule?: string };
    }[];
}

/** What of a rule's inputs says where requests go. */
interface RuleInputs {
    readonly actions?: readonly { readonly forward?: { readonly targetGroups: readonly { readonly arn?: string }[] } }[];
}

/**
 * Refuses to take a service back to one target group while requests go to the other: its tasks would stop, and the rule that
 * sends requests there goes only after them.
 */
export function leavingHook(name: string, args: ShiftGuardArgs): pulumi.ResourceHookBinding {
    const callback: pulumi.ResourceHookFunction = ({ oldInputs, newInputs }) => {
        const [before, after] = [oldInputs, newInputs].map((inputs) => ((inputs ?? {}) as ServiceInputs).loadBalancers?.[0]);
        const leavingRuleArn = before?.advancedConfiguration?.productionListenerRule;
        const targetGroupArn = before?.targetGroupArn;
        return leavingRuleArn === undefined || targetGroupArn === undefined || after?.advancedConfiguration !== undefined
            ? undefined
            : check(args, { targetGroupArn, leavingRuleArn });
    };
    const hook = new pulumi.ResourceHook(`${name}-leaves-target-group`, callback, { onDryRun: true });
    return { beforeCreate: [hook], beforeUpdate: [hook] }; // a service that is made leaves none
}

/** Refuses to make the rule of production, which sends all requests to the first target group, while tasks serve in another. */
export function newRuleHook(name: string, args: ShiftGuardArgs): pulumi.ResourceHookBinding {
    const callback: pulumi.ResourceHookFunction = ({ newInputs }) => {
        const arn = ((newInputs ?? {}) as RuleInputs).actions?.[0]?.forward?.targetGroups[0]?.arn;
        return typeof arn === "string" && arn.startsWith("arn:") ? check(args, { targetGroupArn: arn }) : undefined;
    };
    return { beforeCreate: [new pulumi.ResourceHook(`${name}-new-production-rule`, callback, { onDryRun: true })] };
}

async function check({ api, serviceRef, report }: ShiftGuardArgs, change: Omit<ShiftChange, "serviceRef">): Promise<void> {
    const findings = await api.checkShiftChange?.({ serviceRef, ...change });
    return findings && report(findings);
}
