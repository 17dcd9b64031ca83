import { once } from "node:events";
import { Agent, createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** What a task of a release is like. */
export interface Release {
    /** Port of its container. */
    readonly port: number;

    /** Zone that its tasks run in. */
    readonly zone: string;

    /** Paths at which it answers health checks, beside `/`. */
    readonly healthPaths: readonly string[];
}

/** What the load balancer does before an update and after it. */
export interface Entrance {
    readonly zones: readonly string[];
    readonly healthPath: string;
}

/** An update of a service behind a load balancer. */
export interface Update {
    readonly from: Release & Entrance;
    readonly to: Release & Entrance;
}

interface Task {
    readonly release: Release;
    readonly server: Server;
    readonly group: string;
    isHealthy: boolean;
    isDraining: boolean;
}

const checkMs = 5;

/**
 * A model of a load balancer with its listener, target groups, security-group rules and tasks, which are HTTP servers of this
 * process. It plays changes in an order. It is a model: what AWS itself does at each change is taken from its documentation,
 * and only what follows from the order is found out here.
 */
export class TrafficModel {
    private readonly openPorts: Set<number>;
    private readonly agent = new Agent({ keepAlive: true });
    private readonly tasks: Task[] = [];
    private readonly front = createServer((request, response) => {
        const target = this.pick();
        if (target === undefined) {
            response.writeHead(503).end();
            return;
        }
        const { port } = target.server.address() as AddressInfo;
        const passed = get({ port, path: request.url, agent: this.agent }, (answer) => {
            response.writeHead(answer.statusCode ?? 502);
            answer.pipe(response);
        });
        passed.on("error", () => response.writeHead(502).end());
    });
    private entrance: Entrance;
    private listenerGroup = "web";
    private turn = 0;
    private isOver = false;
    private checks = Promise.resolve();

    constructor(private readonly update: Update) {
        this.entrance = update.from;
        this.openPorts = new Set([update.from.port]);
    }

    /** Requests without an answer of a task while the changes are played one after the other, and those with one. */
    public async play(changes: readonly string[]): Promise<{ lost: number; answered: number }> {
        this.front.listen(0, "127.0.0.1");
        await once(this.front, "listening");
        this.checks = this.checkHealth();
        await this.startTasks(this.update.from, "web");
        const counts = { lost: 0, answered: 0 };
        const clients = Array.from({ length: 8 }, () => this.ask(counts));
        for (const change of changes) {
            await this.change(change);
            await wait(50); // long enough for requests to meet what has changed
        }
        this.isOver = true;
        await Promise.all([...clients, this.checks]);
        this.tasks.forEach(({ server }) => server.closeAllConnections());
        this.tasks.forEach(({ server }) => server.close());
        this.front.closeAllConnections();
        this.front.close();
        this.agent.destroy();
        return counts;
    }

    private async change(change: string): Promise<void> {
        const { to, from } = this.update;
        const [verb, resource = ""] = change.split(" ");
        const name = resource.slice(resource.lastIndexOf("::") + 2);
        switch (
            `${verb} ${resource.slice(resource.lastIndexOf(":", resource.lastIndexOf("::") - 1) + 1, resource.lastIndexOf("::"))}`
        ) {
            case "create SecurityGroupIngressRule":
                this.openPorts.add(portOf(name));
                return;
            case "delete SecurityGroupIngressRule":
                this.openPorts.delete(portOf(name));
                return;
            case "update SecurityGroupIngressRule": // in place, as one rule for every port
                this.openPorts.clear();
                this.openPorts.add(to.port);
                return;
            case "update LoadBalancer":
                this.entrance = { ...this.entrance, zones: [...new Set([...from.zones, ...to.zones])] };
                return;
            case "replace zones":
                this.entrance = { ...this.entrance, zones: to.zones };
                return;
            case "update TargetGroup":
                this.entrance = { ...this.entrance, healthPath: to.healthPath };
                this.tasks.forEach((task) => (task.isHealthy &&= task.release.healthPaths.includes(to.healthPath)));
                return;
            case "update Listener":
                this.listenerGroup = "web-2";
                return;
            case "create Service":
                return this.startTasks(to, this.listenerGroup);
            case "delete Service":
                return this.stopTasks(from);
            case "update Service":
                await this.startTasks(to, this.listenerGroup);
                return this.stopTasks(from);
            default:
                throw new Error(`the model does not know ${change}`);
        }
    }

    /** Round robin over what the load balancer may send to. */
    private pick(): Task | undefined {
        const targets = this.tasks.filter((task) => task.isHealthy && !task.isDraining && this.reaches(task));
        this.turn += 1;
        return targets[this.turn % Math.max(targets.length, 1)];
    }

    private reaches({ release, group }: Task): boolean {
        return group === this.listenerGroup && this.openPorts.has(release.port) && this.entrance.zones.includes(release.zone);
    }

    /** Starts two tasks and waits until one has passed a health check, as ECS does. */
    private async startTasks(release: Release, group: string): Promise<void> {
        const started = await Promise.all(
            [1, 2].map(async () => {
                const server = createServer((request, response) => {
                    const answers = ["/", ...release.healthPaths].includes(request.url ?? "");
                    setTimeout(() => response.writeHead(answers ? 200 : 404).end(), 2);
                }).listen(0, "127.0.0.1");
                await once(server, "listening");
                await wait(30); // the application starts
                return { release, server, group, isHealthy: false, isDraining: false };
            }),
        );
        this.tasks.push(...started);
        while (!started.every(({ isHealthy }) => isHealthy)) {
            await wait(checkMs);
        }
    }

    /** Deregisters the tasks of a release, and ends them once their last requests had time to finish. */
    private async stopTasks(release: Release): Promise<void> {
        const stopping = this.tasks.filter((task) => task.release === release);
        stopping.forEach((task) => (task.isDraining = true));
        await wait(30);
        stopping.forEach(({ server }) => server.close());
    }

    private async checkHealth(): Promise<void> {
        while (!this.isOver) {
            for (const task of this.tasks.filter((each) => !each.isHealthy && !each.isDraining && this.reaches(each))) {
                const { port } = task.server.address() as AddressInfo;
                const status = await statusOf({ port, path: this.entrance.healthPath });
                task.isHealthy = status === 200;
            }
            await wait(checkMs);
        }
    }

    private async ask(counts: { lost: number; answered: number }): Promise<void> {
        const { port } = this.front.address() as AddressInfo;
        while (!this.isOver) {
            const status = await statusOf({ port, path: "/" });
            counts[status === 200 ? "answered" : "lost"] += 1;
        }
    }
}

const portOf = (name: string) => Number(name.slice(name.lastIndexOf("-") + 1));

/** 0 where the connection breaks. */
function statusOf(where: { readonly port: number; readonly path: string }): Promise<number> {
    return new Promise((resolve) => {
        get({ ...where, agent: false }, (response) => {
            response.resume();
            response.on("end", () => resolve(response.statusCode ?? 0)).on("error", () => resolve(0));
        }).on("error", () => resolve(0));
    });
}
