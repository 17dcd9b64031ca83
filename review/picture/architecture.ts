import type { PreviewDocument } from "../../preview/document";
import { flatten, type Architecture, type Arrow } from "./graph";
import {
    describeEntrance,
    describeLoadBalancer,
    describeTargetGroups,
    certificateId,
    recordId,
    internetId,
    loadBalancerId,
} from "./load-balancer";
import { describeNetwork, natId } from "./network";
import { describePorts } from "./ports";
import { describeRoles } from "./roles";
import { describeService, serviceId } from "./service";
import { joinFacts } from "./text";
import { readInputs } from "../../resources/inputs";
import { findInputs } from "../stack-resources";

/** What a document says of a stack, as boxes, frames and arrows. What it does not say is not drawn. */
export function describeArchitecture(document: PreviewDocument): Architecture {
    const targetGroups = describeTargetGroups(document);
    const tenants = { loadBalancer: describeLoadBalancer(document), targetGroups, service: describeService(document) };
    const traffic = [...describeEntrance(document), describeNetwork(document, tenants)].filter((item) => item !== undefined);
    const roles = describeRoles(document);

    const ports = describePorts(document);
    const ids = new Set([...traffic, ...roles].flatMap(flatten).map(({ id }) => id));
    const hasNat = ids.has(natId);
    const arrows: readonly Arrow[] = [
        // In the order in which the boxes stand, so that none crosses another.
        { from: recordId, to: loadBalancerId, label: "alias", kind: "reference" },
        { from: internetId, to: loadBalancerId, label: ports.toLoadBalancer, kind: "traffic" },
        { from: certificateId, to: loadBalancerId, label: "TLS", kind: "reference" },
        ...targetGroups.flatMap(({ id }): Arrow[] => [
            { from: loadBalancerId, to: id, kind: "traffic" },
            { from: id, to: serviceId, label: ports.toTasks, kind: "traffic" },
        ]),
        { from: serviceId, to: natId, label: ports.fromTasks, kind: "traffic", isUpward: true },
        ...roles.map(({ id }): Arrow => ({
            from: hasNat ? natId : serviceId,
            to: id,
            label: hasNat ? undefined : ports.fromTasks,
            kind: "traffic",
        })),
    ];
    return {
        heading: joinFacts(document.project, document.stack),
        subheading: describePlace(document),
        traffic,
        roles,
        arrows: arrows.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    };
}

function describePlace(document: PreviewDocument): string {
    const provider = findInputs(document, "pulumi:providers:aws");
    return joinFacts(
        provider?.text("region"),
        provider?.json("allowedAccountIds").text("0"),
        readInputs(document.outputs).text("url"),
    );
}
