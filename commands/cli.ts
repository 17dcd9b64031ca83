/* eslint-disable @typescript-eslint/no-require-imports -- ts-node compiles what is required; a native `import()` of a
   TypeScript file would fail. Each command is loaded when it runs, and nothing of the others. */
import { createClients } from "../aws/clients";
import { systemClock } from "../deployment/clock";
import { run, type CommandContext, type CommandDefinition } from "./shared/context";
import { exitCodes } from "./shared/errors";
import { Interruption } from "./shared/interruption";
import { processStreams, table } from "./shared/output";
import { processPrompts } from "./shared/prompts";

/** A command as the list shows it. `npm run <name> -- …` runs it. */
export interface ListedCommand {
    readonly name: string;
    readonly summary: string;
    readonly load: () => CommandDefinition;
}

/** Every command. A new one is a folder `commands/<name>/`, a row here and a script in package.json. */
export const commands: readonly ListedCommand[] = [
    {
        name: "init",
        summary: "Makes this repository yours: asks for project, account, domain and variables, and writes their files.",
        load: () => (require("./init/init") as typeof import("./init/init")).init,
    },
    {
        name: "preview",
        summary: "Previews a stack from its file alone: no CLI, no account, no Docker.",
        load: () => (require("./preview/preview") as typeof import("./preview/preview")).preview,
    },
    {
        name: "prices",
        summary: "Fetches AWS's list prices of a region, which a preview reckons with; without one, lists those that are here.",
        load: () => (require("./prices/prices") as typeof import("./prices/prices")).prices,
    },
    {
        name: "adopt",
        summary: "Plans how what others made comes into a stack without losing a request, and fills in the import file.",
        load: () => (require("./adopt/adopt") as typeof import("./adopt/adopt")).adopt,
    },
    {
        name: "env",
        summary: "Writes .env for docker-compose.yml: every variable of the catalogue, with development values.",
        load: () => (require("./env/env") as typeof import("./env/env")).env,
    },
    {
        name: "image:check",
        summary: "Reads an image, local or pushed, and says which promises to its container it breaks.",
        load: () => (require("./image-check/image-check") as typeof import("./image-check/image-check")).imageCheck,
    },
    {
        name: "verify",
        summary: "Checks what would fail the next deployment, as `pulumi up` does before it changes the service.",
        load: () => (require("./verify/verify") as typeof import("./verify/verify")).verify,
    },
    {
        name: "status",
        summary: "Shows what runs: release, tasks, targets, a deployment in progress, and warnings.",
        load: () => (require("./status/status") as typeof import("./status/status")).status,
    },
    {
        name: "history",
        summary: "Lists the releases of a stack, newest first, with how each attempt to deploy them ended.",
        load: () => (require("./history/history") as typeof import("./history/history")).history,
    },
    {
        name: "logs",
        summary: "Shows what the application logs, and follows it until Ctrl-C.",
        load: () => (require("./logs/logs") as typeof import("./logs/logs")).logs,
    },
    {
        name: "events",
        summary: "Shows what ECS says of the service, events and deployments in one stream, and follows it until Ctrl-C.",
        load: () => (require("./events/events") as typeof import("./events/events")).events,
    },
    {
        name: "promote",
        summary: "Pins in one stack's file the digest that succeeded in another; copies the image if necessary.",
        load: () => (require("./promote/promote") as typeof import("./promote/promote")).promote,
    },
    {
        name: "pin",
        summary: "Pins in a stack's file the digest of a tag that CI pushed. Deploys nothing.",
        load: () => (require("./pin/pin") as typeof import("./pin/pin")).pin,
    },
    {
        name: "rollback",
        summary: "Returns to the last release that succeeded, at once, and pins it in the stack's file.",
        load: () => (require("./rollback/rollback") as typeof import("./rollback/rollback")).rollback,
    },
    {
        name: "approve",
        summary: "Lets a deployment go on that waits for approval, and follows it to the verdict.",
        load: () => (require("./approve/approve") as typeof import("./approve/approve")).approve,
    },
    {
        name: "reject",
        summary: "Sends a deployment back that waits for approval, and follows that.",
        load: () => (require("./reject/reject") as typeof import("./reject/reject")).reject,
    },
    {
        name: "restart",
        summary: "Replaces the tasks with new ones of the same release, which read their parameters again.",
        load: () => (require("./restart/restart") as typeof import("./restart/restart")).restart,
    },
    {
        name: "task",
        summary: "Runs a command once, in a task of the release that serves, and ends with its exit code.",
        load: () => (require("./task/task") as typeof import("./task/task")).task,
    },
    {
        name: "drill",
        summary: "Deploys releases that fail, and checks that each is noticed, explained and rolled back. Never production.",
        load: () => (require("./drill/drill") as typeof import("./drill/drill")).drill,
    },
    {
        name: "parameters",
        summary: "Compares a stack's SSM parameters with the catalogue, and writes them. No value is ever shown.",
        load: () => (require("./parameters/parameters") as typeof import("./parameters/parameters")).parameters,
    },
];

/** Runs what was typed after `npm run`, and returns its exit code. */
export async function main([name = "help", ...args]: readonly string[], context: CommandContext): Promise<number> {
    const [about] = args;
    if (name === "help" && about === undefined) {
        context.streams.stdout(list());
        return exitCodes.ok;
    }
    const wanted = name === "help" ? about : name;
    const command = commands.find((listed) => listed.name === wanted);
    if (command === undefined) {
        context.streams.stderr(`there is no command ${wanted ?? ""}\n\n${list()}`);
        return exitCodes.usage;
    }
    const define: CommandDefinition = (commandContext) => command.load()(commandContext).description(command.summary);
    return run(define, name === "help" ? ["--help"] : args, context);
}

function list(): string {
    const rows = table(commands.map(({ name, summary }) => [`  npm run ${name}`, summary]));
    return `${["Commands:", ...rows, "", "npm run help -- COMMAND shows what each of them takes."].join("\n")}\n`;
}

/** listr2 hides the cursor, also when it is interrupted. */
const showCursor = "\u001b[?25h";

function start(): void {
    process.exitCode = exitCodes.finding; // until it is known: a step that never ends must not look like a success
    const controller = new AbortController();
    process.on("SIGINT", () => {
        if (controller.signal.aborted) {
            process.exit(exitCodes.interrupted);
        }
        controller.abort();
    });
    // Most commands deploy nothing, and the judge is half of what one would load.
    const api = () =>
        (require("../deployment/aws-deployment-api") as typeof import("../deployment/aws-deployment-api")).awsDeploymentApi;
    const context: CommandContext = {
        folder: process.cwd(),
        streams: processStreams,
        api: {
            parameterVersions: (service, names) => api().parameterVersions(service, names),
            preflight: (release) => api().preflight(release),
            verdict: (release, report, signal) => api().verdict(release, report, signal),
        },
        clients: ({ account, registry, profile, assumeRole }) =>
            createClients({ region: account.region, registryRegion: registry?.region, profile, assumeRole }),
        clock: systemClock,
        interruption: new Interruption(controller.signal),
        prompts: processPrompts,
    };
    // Requests to AWS that are still open must not keep the process alive; what was written must still get through a pipe.
    const end = (code: number) => process.stdout.write(process.stdout.isTTY ? showCursor : "", () => process.exit(code));
    void main(process.argv.slice(2), context).then(end);
}

if (require.main === module) {
    start();
}
