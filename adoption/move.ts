import type { PreviewDocument } from "../preview/document";
import type { LiveAccount } from "./account";
import { adoptCommand, type AdoptCommand } from "./command";
import { findObstacle, findOldRecords, findOwnTypes } from "./dns";
import type { Plan } from "./plan";
import type { Step } from "./steps";
import { toEnd, toRemoved, toWeighted, type ChangeBatch } from "./weights";

/** How requests move from the old balancer to the new one, and back: only side by side. */
export function moveSteps(
    document: PreviewDocument,
    { way, serving: { loadBalancer } }: Plan,
    account: LiveAccount,
    command: AdoptCommand,
): Step[] {
    if (way === "in place" || loadBalancer === undefined) {
        return [];
    }
    const { stack } = command;
    const { zone } = account;
    const records = findOldRecords(document, account);
    const obstacles = records.flatMap((record) => findObstacle(record, loadBalancer) ?? []);
    if (!zone || records.length === 0 || obstacles.length > 0) {
        const where = obstacles.length === 0 ? "where its DNS is kept" : `by hand, as ${obstacles.join(", and ")}`;
        return [
            {
                what: `point the host name to the output loadBalancerDns, ${where}; back to the old name to go back`,
                run: [`pulumi stack output loadBalancerDns --stack ${stack}`, `# the old name is ${loadBalancer.dnsName}`],
            },
        ];
    }
    const change = (batch: ChangeBatch) =>
        `aws route53 change-resource-record-sets --hosted-zone-id ${zone.id} --change-batch '${JSON.stringify(batch)}'`;
    const setting = (weight: number) => `# domain.recordWeight: ${weight}, and no domain.record`;
    const up = `pulumi up --stack ${stack}`;
    const ownTypes = findOwnTypes(document);
    const moving = records.filter(({ type }) => type === "CNAME" || ownTypes.includes(type));
    const staying = records.filter((record) => !moving.includes(record));
    const weighted = toWeighted(moving, loadBalancer);
    const { off, back } = toEnd(moving, loadBalancer);
    return [
        ...(staying.length === 0
            ? []
            : [
                  {
                      what: `take the ${staying.map(({ type }) => type).join(" and ")} record away, as the new balancer has no such address: its requests come by ${ownTypes.join(" and ")} then`,
                      run: [change(toRemoved(staying))],
                  },
              ]),
        ...(weighted === undefined
            ? []
            : [{ what: "give the old record a weight: all requests still go to the old balancer", run: [change(weighted)] }]),
        { what: "make the new record with weight 0: nobody is led to it", run: [setting(0), up] },
        {
            what: "lead one request in twenty to the new balancer, and watch both",
            run: [setting(5), up, adoptCommand(command)],
        },
        { what: "then half of them", run: [setting(95), up] },
        { what: "then all of them, which takes the old record's weight away", run: [change(off)] },
        {
            what: "to go back, give the old record its weight again, and the new one 0 after it: with 0 in both, each gets half",
            run: [change(back), setting(0), up],
        },
    ];
}
