import type { LiveAccount } from "./account";
import { findAddressRecords, oldWeight, toWeighted, withWeight } from "./dns";
import type { Plan } from "./plan";

/** One thing to do, and what is seen when it is done. */
export interface Step {
    readonly what: string;

    /** Lines to run, in order. */
    readonly run: readonly string[];
}

/** Where the plan's files are. */
export interface StepFiles {
    readonly stack: string;

    /** The import file; its name alone where there is none yet. */
    readonly importFile: string;
}

/** The stack's file without its preflight, for the preview that writes the import file. */
export const previewConfig = "import-config.yaml";

/** How the import file comes about. */
export function fileSteps({ way }: Pick<Plan, "way">, { stack, importFile }: StepFiles): Step[] {
    const flag = way === "in place" ? " --in-place" : "";
    return [
        {
            what: "let the engine write the import file, and fill it in",
            run: [
                `npm run adopt -- ${stack}${flag} --write`,
                `pulumi preview --stack ${stack} --config-file ${previewConfig} --import-file ${importFile}`,
                `npm run adopt -- ${stack}${flag} --import-file ${importFile} --write`,
            ],
        },
    ];
}

/** From the import to the first update. Nothing of it is run by the command. */
export function importSteps({ stack, importFile }: StepFiles): Step[] {
    return [
        {
            what: "keep the state as it is",
            run: [`pulumi stack export --stack ${stack} > backup.json`],
        },
        {
            what: "import: nothing in AWS changes",
            run: [`pulumi import --stack ${stack} --file ${importFile} --protect=false --generate-code=false --yes`],
        },
        {
            what: "see that nothing is replaced or deleted",
            run: [`pulumi preview --stack ${stack} --json > preview.json`, `npm run adopt -- ${stack} --check preview.json`],
        },
        {
            what: "to undo the import, as nothing in AWS has changed yet",
            run: [`pulumi stack import --stack ${stack} --file backup.json`],
        },
        { what: "update", run: [`pulumi up --stack ${stack}`] },
    ];
}

/** How requests move from the old balancer to the new one, and back: only side by side. */
export function moveSteps({ way, serving }: Plan, account: LiveAccount, stack: string): Step[] {
    const { loadBalancer } = serving;
    if (way === "in place" || loadBalancer === undefined) {
        return [];
    }
    const { zone } = account;
    const records = findAddressRecords(account);
    if (!zone || records.length === 0) {
        return [
            {
                what: "point the host name to the output loadBalancerDns, where its DNS is kept; back to the old name to go back",
                run: [`pulumi stack output loadBalancerDns --stack ${stack}`, `# the old name is ${loadBalancer.dnsName}`],
            },
        ];
    }
    const change = (batch: object) =>
        `aws route53 change-resource-record-sets --hosted-zone-id ${zone.id} --change-batch '${JSON.stringify(batch)}'`;
    const setting = (weight: number) => `# domain.recordWeight: ${weight}, and no domain.record`;
    const up = `pulumi up --stack ${stack}`;
    const weighted = toWeighted(records, loadBalancer.name);
    const withoutAny = records.flatMap((record) =>
        record.setIdentifier === loadBalancer.name || record.setIdentifier === undefined
            ? [change(withWeight({ ...record, setIdentifier: loadBalancer.name }, 0))]
            : [],
    );
    return [
        ...(weighted === undefined
            ? []
            : [{ what: "give the old record a weight: all requests still go to the old balancer", run: [change(weighted)] }]),
        { what: "make the new record with weight 0: nobody is led to it", run: [setting(0), up] },
        {
            what: "lead one request in twenty to the new balancer, and watch both",
            run: [setting(5), up, `npm run adopt -- ${stack}`],
        },
        { what: "then half of them", run: [setting(95), up] },
        { what: "then all of them, which takes the old record's weight away", run: withoutAny },
        {
            what: "to go back, give the old record its weight again, and the new one 0 after it: with 0 in both, each gets half",
            run: [...withoutAny.map((line) => line.replace('"Weight":0', `"Weight":${oldWeight}`)), setting(0), up],
        },
    ];
}
