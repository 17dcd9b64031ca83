import type { Account } from "../aws/account";
import type { Clients } from "../aws/clients";
import {
    findNamedAlarm,
    findNamedCluster,
    findNamedDashboard,
    findNamedKeyAlias,
    findNamedLoadBalancer,
    findNamedLogGroup,
    findNamedRepository,
    findNamedRole,
    findNamedRolePolicy,
    findNamedService,
    findParameterTags,
    type NamedResource,
} from "../aws/named-resources";
import { findNamedScheduleGroup } from "../aws/scheduler";
import { findNamedQueue } from "../aws/sqs";
import { listRecords } from "../aws/route53";
import { describeOtherAccount, findCallerAccount } from "../aws/sts";
import { describeParameters } from "../aws/ssm";
import { undefinedIfUnanswered } from "../aws/unanswered";
import { UserError } from "../aws/user-error";
import type { ExistingNames, NameKind, PlannedName } from "./api";

/** How AWS is asked for a name of a kind; parameters are asked for together. */
const questions: Readonly<Record<Exclude<NameKind, "parameter">, Question>> = {
    "load balancer": (clients, { name }) => findNamedLoadBalancer(clients, name),
    "log group": (clients, { name }, account) => findNamedLogGroup(clients, account, name),
    repository: (clients, { name }, account) => findNamedRepository(clients, account, name),
    role: (clients, { name }) => findNamedRole(clients, name),
    "role policy": (clients, { name, within = "" }) => findNamedRolePolicy(clients, within, name),
    cluster: (clients, { name }) => findNamedCluster(clients, name),
    service: (clients, { name, within = "" }) => findNamedService(clients, within, name),
    record: findRecord,
    alarm: (clients, { name }, account) => findNamedAlarm(clients, account, name),
    dashboard: (clients, { name }) => findNamedDashboard(clients, name),
    "key alias": (clients, { name }) => findNamedKeyAlias(clients, name),
    "schedule group": (clients, { name }, account) => findNamedScheduleGroup(clients, account, name),
    queue: (clients, { name }) => findNamedQueue(clients, name),
};

type Question = (clients: Clients, planned: PlannedName, account: Account) => Promise<NamedResource | undefined>;

/** Asks AWS for each name, side by side. What it does not answer costs that name and no other. */
export async function gatherExistingNames<Planned extends PlannedName>(
    clients: Clients,
    account: Account,
    planned: readonly Planned[],
): Promise<ExistingNames<Planned>> {
    if (planned.length === 0) {
        return { found: [], unanswered: [] };
    }
    const otherAccount = describeOtherAccount(await findCallerAccount(clients), account);
    if (otherAccount !== undefined) {
        throw new UserError(otherAccount);
    }
    const parameters = planned.filter(({ kind }) => kind === "parameter");
    const others = planned.filter(({ kind }) => kind !== "parameter");
    return joined(
        await Promise.all([
            gatherParameters(clients, parameters),
            ...others.map((each) => gatherOne(clients, account, each, questions[each.kind as keyof typeof questions])),
        ]),
    );
}

async function gatherOne<Planned extends PlannedName>(
    clients: Clients,
    account: Account,
    planned: Planned,
    ask: Question,
): Promise<ExistingNames<Planned>> {
    const refusals: string[] = [];
    const found = await undefinedIfUnanswered(() => ask(clients, planned, account), refusals);
    return {
        found: found === undefined ? [] : [{ planned, ...found }],
        unanswered: refusals.map((reason) => ({ planned, reason })),
    };
}

/** Tags are asked for what exists alone, one after the other: SSM has no question for several. */
async function gatherParameters<Planned extends PlannedName>(
    clients: Clients,
    planned: readonly Planned[],
): Promise<ExistingNames<Planned>> {
    const refusals: string[] = [];
    const names = planned.map(({ name }) => name);
    const known = await undefinedIfUnanswered(() => describeParameters(clients, names), refusals);
    if (known === undefined) {
        return { found: [], unanswered: planned.map((each) => ({ planned: each, reason: refusals.join() })) };
    }
    const answers: ExistingNames<Planned>[] = [];
    for (const each of planned.filter(({ name }) => known.has(name))) {
        const denials: string[] = [];
        const tags = await undefinedIfUnanswered(() => findParameterTags(clients, each.name), denials);
        answers.push({
            found: tags === undefined ? [] : [{ planned: each, id: each.name, type: known.get(each.name)?.type, tags }],
            unanswered: denials.map((reason) => ({ planned: each, reason })),
        });
    }
    return joined(answers);
}

function joined<Planned extends PlannedName>(answers: readonly ExistingNames<Planned>[]): ExistingNames<Planned> {
    return { found: answers.flatMap(({ found }) => found), unanswered: answers.flatMap(({ unanswered }) => unanswered) };
}

/** Route 53 takes one record without a weight under a name, or several with one. */
async function findRecord(
    clients: Clients,
    { name, type, within = "", setIdentifier }: PlannedName,
): Promise<NamedResource | undefined> {
    const other = (await listRecords(clients, within, name))
        .filter((record) => record.type === type)
        .find((record) => setIdentifier === undefined || [undefined, setIdentifier].includes(record.setIdentifier));
    const suffix = other?.setIdentifier === undefined ? "" : `_${other.setIdentifier}`;
    return other && { id: `${within}_${name}_${type ?? ""}${suffix}`, tags: {} };
}
