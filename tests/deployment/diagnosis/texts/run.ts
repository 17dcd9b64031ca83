import type { TextRow } from "./text-row";

const health = (reason: string) => `(task 1) (port 3000) is unhealthy in (target-group web) due to (reason ${reason}).`;
const code = (status: number) => health(`Health checks failed with these codes: [${status}]`);

const row = (id: string, text: string, keeps: readonly string[], source: string, more: Partial<TextRow> = {}): TextRow => ({
    id,
    text,
    keeps,
    source,
    where: "container",
    ...more,
});
const event = (id: string, text: string, keeps: readonly string[], source: string): TextRow =>
    row(id, text, keeps, source, { where: "event", killed: true });
const stop = (id: string, text: string, keeps: readonly string[], source: string, stopCode: string): TextRow =>
    row(id, text, keeps, source, { where: "stopped", stopCode });

/** Tasks that started: the process, Spot, and health checks. */
export const runTexts: readonly TextRow[] = [
    row(
        "out-of-memory",
        "OutOfMemoryError: Container killed due to memory usage",
        ["OutOfMemoryError"],
        "file:71172644013; file:49385650087",
        { exitCode: 137 },
    ),
    row("process-exit", "", [], "docs: re:Post, exit code 139", { exitCode: 139 }),
    row("process-exit", "", [], "aws/amazon-ecs-agent#1236", { exitCode: 0 }),
    stop(
        "spot-interruption",
        "Your Spot Task was interrupted.",
        ["Spot Task"],
        "docs: fargate-capacity-providers",
        "SpotInterruption",
    ),
    stop(
        "spot-interruption",
        "Your Spot Task was interrupted.",
        ["Spot Task"],
        "docs: stopCode TerminationNotice",
        "TerminationNotice",
    ),
    event("health-error", code(502), ["502"], "form of file:69058706924"),
    event("health-error", code(503), ["503"], "file:69058706924"),
    event("health-error", code(504), ["504"], "form of file:69058706924"),
    event("health-redirect", code(307), ["307"], "form of file:69058706924"),
    event("health-redirect", code(302), ["302"], "form of file:69058706924"),
    event("health-not-found", code(404), ["404"], "nathanpeck/nodejs-aws-workshop#5"),
    event("health-refuses", code(400), ["400"], "form of file:69058706924 (ALLOWED_HOSTS of Django)"),
    event("health-refuses", code(401), ["401"], "form of file:69058706924"),
    event("health-refuses", code(405), ["405"], "form of file:69058706924"),
    event("health-refuses", code(429), ["429"], "form of file:69058706924"),
    event("health-status", code(204), ["204"], "form of file:69058706924"),
    event("health-slow", health("Request timed out"), ["timed out"], "file:69058706924"),
    row("health-unanswered", health("Health checks failed"), ["Health checks failed"], "aws/amazon-ecs-agent#1236", {
        where: "event",
    }),
    event(
        "health-slow",
        "(instance i-0123) (port 32768) is unhealthy in (target-group web) due to (reason Request timed out)",
        ["timed out"],
        "aws/amazon-ecs-agent#1872",
    ),
    row("health-error", code(502), ["502"], "docs: service-unhealthy-event-messages", { where: "event" }),
    row(
        "health-not-found",
        "(service web, taskSet ecs-svc/7) (task 1) (port 3000) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [404])",
        ["404"],
        "docs: service-unhealthy-event-messages",
        { where: "event" },
    ),
];
