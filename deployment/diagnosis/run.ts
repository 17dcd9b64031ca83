import { exitCode, type Cause, type FailureContext } from "./causes";
import { quote, quoteLastLines, quoteLog } from "./evidence";
import { failsHealth, healthCauses } from "./health";
import { findListeningPort } from "./log/listening-port";
import { runLocally } from "../own-command";

/*
 * Why a task that started was stopped. Reasons: "Task failed ELB health checks in (target-group …)"
 * (https://github.com/aws/containers-roadmap/issues/612: there is no stop code for it), "Task failed container health
 * checks", "Essential container in task exited", "OutOfMemoryError: Container killed due to memory usage".
 */

/** A file that the application may not write, in the words of the kernel and of languages' own libraries. */
const notWritable =
    /\bEROFS\b|read-only file ?system|\bEACCES: permission denied, (?!open '\/(?:proc|sys|dev)\b)(?:mkdir|open|rename|unlink|copyfile|symlink)/i;

export const runCauses: readonly Cause[] = [
    {
        id: "out-of-memory",
        matches: (context) => {
            const text = context.reasons.find((line) => /OutOfMemory/i.test(line));
            const heap = context.logs.find((line) => /JavaScript heap out of memory/.test(line));
            const killed = exitedByItself(context) && exitCode(context) === 137;
            if (text === undefined && heap === undefined && !killed) {
                return undefined;
            }
            const evidence = [exitCode(context) === undefined ? undefined : `exit code ${exitCode(context) ?? 0}`, text ?? heap];
            return {
                cause: "out of memory",
                evidence: quote(evidence.filter(Boolean).join(", "), context.intent.secretNames),
                advice: "raise service.memoryMiB in the stack file",
            };
        },
    },
    {
        id: "process-exit",
        matches: (context) =>
            !exitedByItself(context)
                ? undefined
                : {
                      cause: `the process ended with exit code ${describeExitCode(exitCode(context))}`,
                      evidence: quoteLog(context.logs, context.intent.secretNames) ?? "it logged nothing",
                      advice: context.logs.some((line) => notWritable.test(line))
                          ? "add the path to service.writablePaths, and declare it with VOLUME in the image, so that it belongs to the application's user"
                          : `read the log ${context.intent.serviceRef.logGroup}; ${runLocally}`,
                  },
    },
    {
        id: "wrong-port",
        matches: (context) => {
            const port = context.health?.port;
            const other = context.logs.map(findListeningPort).filter((found) => found !== undefined && found !== port);
            const lines = context.logs.filter((line) => findListeningPort(line) === other[0]);
            const isExpected = context.logs.some((line) => findListeningPort(line) === port);
            return !failsHealth(context) ||
                context.health?.kind === "codes" ||
                port === undefined ||
                isExpected ||
                other.length === 0
                ? undefined
                : {
                      cause: "the application listens on another port",
                      evidence: `targets on port ${port}, the log says ${other[0] ?? ""}: ${quoteLastLines(lines, context.intent.secretNames) ?? ""}`,
                      advice: "make it listen on PORT, or set service.port in the stack file",
                  };
        },
    },
    ...healthCauses,
    {
        // "Your Spot Task was interrupted.": https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
        id: "spot-interruption",
        matches: ({ task, reasons, intent }) =>
            task?.stopCode !== "SpotInterruption" && !reasons.some((line) => /Spot Task was interrupted/i.test(line))
                ? undefined
                : {
                      cause: "Spot capacity was reclaimed",
                      evidence: quote(reasons[0] ?? "SpotInterruption", intent.secretNames),
                      advice: "run the update again, or keep some tasks on demand (service.capacity.base)",
                  },
    },
];

/** The application ended by itself; ECS did not stop it. */
function exitedByItself({ task }: FailureContext): boolean {
    return task?.stopCode === "EssentialContainerExited";
}

/** What a shell's exit code says beside the process's own. */
const exitCodes: Readonly<Record<number, string>> = {
    126: "the command cannot be executed",
    127: "the command was not found",
    132: "SIGILL: a processor without an instruction that it needs",
    134: "SIGABRT",
    139: "SIGSEGV: native code failed",
    143: "SIGTERM",
};

function describeExitCode(code: number | undefined): string {
    const meaning = code === undefined ? undefined : exitCodes[code];
    return `${code ?? "unknown"}${meaning === undefined ? "" : ` (${meaning})`}`;
}
