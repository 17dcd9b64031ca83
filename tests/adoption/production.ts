import type { LiveAccount, LiveLoadBalancer, LiveService } from "../../adoption/account";
import type { TargetGroup } from "../../aws/elb-target-groups";
import type { PreviewDocument } from "../../preview/document";
import { toLiveAccount } from "../account-model/live-account";
import { AccountModel } from "../account-model/model";
import { seedScriptsProduction } from "../account-model/scripts-production";
import { previewOfExample } from "../stacks/preview-of";

/** Production as the scripts made it, and the stack that it is to come into. Registers the hook of mocha that makes both. */
export class Production {
    public document!: PreviewDocument;
    public account!: LiveAccount;

    public constructor() {
        before(async () => {
            const model = new AccountModel();
            seedScriptsProduction(model);
            this.account = toLiveAccount(model, `Z${"0".repeat(20)}`);
            this.document = await previewOfExample("prod", "update");
        });
    }

    public get service(): LiveService {
        return this.account.services?.[0] as LiveService;
    }

    public get balancer(): LiveLoadBalancer {
        return this.account.loadBalancers?.[0] as LiveLoadBalancer;
    }

    public get targetGroup(): TargetGroup {
        return this.account.targetGroups?.[0] as TargetGroup;
    }

    public withService(changes: Partial<LiveService>, ...others: readonly LiveService[]): LiveAccount {
        return { ...this.account, services: [{ ...this.service, ...changes }, ...others] };
    }

    public withBalancer(changes: Partial<LiveLoadBalancer>, ...others: readonly LiveLoadBalancer[]): LiveAccount {
        return { ...this.account, loadBalancers: [{ ...this.balancer, ...changes }, ...others] };
    }

    public withTargets(changes: Partial<TargetGroup>): LiveAccount {
        return { ...this.account, targetGroups: [{ ...this.targetGroup, ...changes }] };
    }

    /** The stack with other inputs of the resources of a type. */
    public withInputs(type: string, changes: PreviewDocument["resources"][number]["inputs"]): PreviewDocument {
        const { document } = this;
        return {
            ...document,
            resources: document.resources.map((each) =>
                each.type === type ? { ...each, inputs: { ...each.inputs, ...changes } } : each,
            ),
        };
    }
}
