import { Dashboard, type DashboardArgs } from "../../components/dashboard";
import { MonthlyBudget, type MonthlyBudgetArgs } from "../../components/monthly-budget";
import { ReleaseAlarms, type ReleaseAlarmsArgs } from "../../components/release-alarms";
import { ServiceAlarms, type ServiceAlarmsArgs } from "../../components/service-alarms";
import { account } from "../support/build";
import type { Subject } from "./mistakes";
import { makeFoundation, serviceOn } from "./service-fixture";
import { alarmSettings, names } from "./settings-fixture";

export const releaseAlarms: Subject<ReleaseAlarmsArgs> = {
    make: (name, args) => new ReleaseAlarms(name, args),
    args: () => ({
        account,
        names: { monitoring: "spotter-app" },
        loadBalancer: makeFoundation().loadBalancer,
        hasBudget: true,
        settings: alarmSettings,
    }),
};

export const monthlyBudget: Subject<MonthlyBudgetArgs> = {
    make: (name, args) => new MonthlyBudget(name, args),
    args: () => ({
        account,
        names: { monitoring: "spotter-app" },
        monthlyUsd: 80,
        tags: { Project: "spotter", Environment: "test" },
        alarms: new ReleaseAlarms("web", releaseAlarms.args()),
    }),
};

export const serviceAlarms: Subject<ServiceAlarmsArgs> = {
    make: (name, args) => new ServiceAlarms(name, args),
    args: () => {
        const foundation = makeFoundation();
        const common = {
            account,
            names: { monitoring: "spotter-app", cluster: "spotter-cluster", service: "spotter-web-service" },
            loadBalancer: foundation.loadBalancer,
            settings: alarmSettings,
        };
        const { network: used } = foundation;
        const alarms = new ReleaseAlarms("web", { ...common, hasBudget: false });
        return { ...common, network: used, service: serviceOn(foundation), releaseAlarms: alarms, minTasks: 2, hasAlarms: true };
    },
};

export const dashboard: Subject<DashboardArgs> = {
    make: (name, args) => new Dashboard(name, args),
    args: () => {
        const { loadBalancer, logGroup: group } = makeFoundation();
        const { cluster, service: serviceName, logGroup: logGroupName } = names;
        return {
            account,
            names: { monitoring: "spotter-app", cluster, service: serviceName, logGroup: logGroupName },
            loadBalancer,
            logGroup: group,
            alarmNames: ["spotter-app-slow"],
        };
    },
};
