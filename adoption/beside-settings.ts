import type { PreviewDocument } from "../preview/document";
import { readInputs } from "../resources/inputs";
import type { LiveAccount } from "./account";
import { findOldRecords, findOwnTypes } from "./dns";
import { renamed } from "./renamed";
import { findForeignProviders, inputsOf, type Serving } from "./serving";
import type { Setting } from "./settings";

/** Keys without which the stack's own resources could not stand beside what serves. */
export function besideSettings(document: PreviewDocument, account: LiveAccount, serving: Serving): Setting[] {
    return [...names(document, serving), ...records(document, account), ...cluster(document, account)];
}

/** Two balancers of an account, and two services of a cluster, need two names. */
function names(document: PreviewDocument, { loadBalancer, service }: Serving): Setting[] {
    const nameOf = (type: string) => inputsOf(document, type).text("name");
    const cluster = nameOf("aws:ecs/cluster:Cluster");
    const isSameCluster = cluster === undefined || service?.cluster === cluster;
    return [
        ...(loadBalancer !== undefined && nameOf("aws:lb/loadBalancer:LoadBalancer") === loadBalancer.name
            ? [renamed("loadBalancer", loadBalancer.name, "the old balancer has the name, and goes on serving")]
            : []),
        ...(service !== undefined && nameOf("aws:ecs/service:Service") === service.name && isSameCluster
            ? [renamed("service", service.name, "the old service has the name, and goes on serving")]
            : []),
    ];
}

/** Old records go on leading to the old balancer until the new one serves, and the stack's own must be able to stand beside them. */
function records(document: PreviewDocument, account: LiveAccount): Setting[] {
    const old = findOldRecords(document, account);
    const [first] = old;
    if (first === undefined) {
        return [];
    }
    const { name } = first;
    const own = document.resources
        .filter(({ type }) => type === "aws:route53/record:Record")
        .map(({ inputs }) => readInputs(inputs))
        .filter((inputs) => inputs.list("aliases").length > 0);
    const isInTheWay = old.some(({ weight, type }) => weight === undefined || type === "CNAME");
    const lacksWeight = own.some((inputs) => inputs.text("setIdentifier") === undefined);
    const hasNew = findOwnTypes(document).some((type) => type === "AAAA" && old.every((record) => record.type !== type));
    return [
        ...(own.length > 0 && isInTheWay
            ? [{ path: "domain.record", value: false, reason: `${name} leads to the old balancer, and stays there for now` }]
            : []),
        ...(lacksWeight && !isInTheWay
            ? [
                  {
                      path: "domain.recordWeight",
                      value: 0,
                      reason: `${name} has records with weights, beside which one without can't stand`,
                  },
              ]
            : []),
        ...(hasNew
            ? [
                  {
                      path: "loadBalancer.ipAddressType",
                      value: "ipv4",
                      reason: `${name} has no AAAA record yet: the stack's would get all requests by IPv6, whatever its weight`,
                  },
              ]
            : []),
    ];
}

/** A cluster has one list of capacity providers. */
function cluster(document: PreviewDocument, account: LiveAccount): Setting[] {
    const foreign = findForeignProviders(document, account);
    return account.cluster && foreign.length > 0
        ? [
              renamed(
                  "cluster",
                  account.cluster.name,
                  `the program would take ${foreign.join(", ")} from the cluster's capacity providers`,
              ),
          ]
        : [];
}
