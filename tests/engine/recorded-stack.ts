import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What is read of a resource in the state. */
interface StateResource {
    readonly type: string;
    readonly id?: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * A stack of another day: `fixture/state/<stack>.json` is what `pulumi stack export` gave when the program of that day had
 * deployed it to the stand-ins, without times and source positions. Its secrets are encrypted with the passphrase of every
 * workspace and the salt that stands beside them. A recording is never made again: it is the state that users have.
 */
export class RecordedStack {
    private readonly text: string;
    private readonly recorded: readonly StateResource[];

    constructor(stack: string) {
        this.text = readFileSync(join(__dirname, "fixture", "state", `${stack}.json`), "utf8");
        this.recorded = resourcesIn(this.text);
    }

    /** Of the image that runs. */
    public get digest(): string {
        return String(this.outputs("pulumi:pulumi:Stack").imageDigest);
    }

    /** Name that the stack's certificate is for, if it has one. */
    public get domain(): string | undefined {
        const { domainName } = this.outputs("aws:acm/certificate:Certificate");
        return typeof domainName === "string" ? domainName : undefined;
    }

    /** Whole names of the parameters that the release reads, whether the stack keeps them or not. */
    public get parameters(): string[] {
        const containers = JSON.parse(String(this.outputs("aws:ecs/taskDefinition:TaskDefinition").containerDefinitions)) as [
            { secrets: readonly { valueFrom: string }[] },
        ];
        return containers.flatMap(({ secrets }) => secrets.map(({ valueFrom }) => valueFrom.replace(/^.*:parameter/, "")));
    }

    /**
     * The export, with the address that the load balancer has now. The rules of security groups, which had one id, each have
     * their own.
     */
    public exportWith(loadBalancer: string): string {
        const dnsName = String(this.outputs("aws:lb/loadBalancer:LoadBalancer").dnsName);
        let rules = 0;
        return this.text
            .replaceAll(dnsName, loadBalancer)
            .replace(/"sgr-0{17}"/g, () => `"sgr-${String(++rules).padStart(17, "0")}"`);
    }

    /** The resources, with the address that the load balancer has now. */
    public resourcesWith(loadBalancer: string): readonly StateResource[] {
        return resourcesIn(this.exportWith(loadBalancer));
    }

    /** Whether the stack had a resource or component of a type. */
    public has(type: string): boolean {
        return this.recorded.some((resource) => resource.type === type);
    }

    private outputs(type: string): Readonly<Record<string, unknown>> {
        return this.recorded.find((resource) => resource.type === type)?.outputs ?? {};
    }
}

function resourcesIn(text: string): readonly StateResource[] {
    return (JSON.parse(text) as { deployment: { resources: readonly StateResource[] } }).deployment.resources;
}
