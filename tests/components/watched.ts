import { Network } from "../../components/network";
import { ReleaseAlarms } from "../../components/release-alarms";
import { ServiceAlarms } from "../../components/service-alarms";
import type { AlarmSettings } from "../../components/alarm-settings";
import type { DomainArgs } from "../../components/domain";
import type { PreviewMode } from "../../preview/recorder";
import type { Maintenance } from "../../components/listener-rules";
import { account, build } from "../support/build";
import { makeFoundation, serviceOn } from "./service-fixture";
import { alarmSettings } from "./settings-fixture";

/** What a test changes of a service with all of its alarms. */
export interface Change {
    readonly settings?: Partial<AlarmSettings>;
    readonly hasAlarms?: boolean;
    readonly domain?: DomainArgs;

    /** Ways out of a network of its own. */
    readonly nat?: "none" | "single" | "perZone";
    readonly hasBudget?: boolean;
    readonly maintenance?: Maintenance;
}

export const watched = ({ settings, hasAlarms = true, nat, hasBudget = false, ...entrance }: Change = {}, mode?: PreviewMode) =>
    build(() => {
        const foundation = makeFoundation(undefined, entrance);
        const { loadBalancer } = foundation;
        const names = { monitoring: "spotter-app", cluster: "spotter-cluster", service: "spotter-web-service" };
        const common = { account, names, loadBalancer, settings: { ...alarmSettings, ...settings } };
        const alarms = new ReleaseAlarms("web", { ...common, hasBudget });
        const service = serviceOn(foundation, { alarms });
        const network =
            nat === undefined
                ? foundation.network
                : new Network("own", {
                      region: account.region,
                      layout: { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat },
                  });
        new ServiceAlarms("web", { ...common, network, service, releaseAlarms: alarms, minTasks: 2, hasAlarms });
    }, mode);
