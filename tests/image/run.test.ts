import * as assert from "node:assert/strict";
import { connect } from "node:net";
import { readCatalogue } from "../../config/catalogue";
import { Moto } from "../emulator/moto";
import { digest } from "../stacks/preview-of";
import { makeTables } from "./application-tables";
import { Container, freePort } from "./container";
import { describeWithDocker, type Ended } from "./docker";
import { runFlags } from "./docker-run";
import { image } from "./image";
import { person, signInRoundTrip } from "./round-trip";
import { staging } from "./staging";
import { Visitor } from "./visitor";

/** The smallest task of any profile: staging's has twice the memory. */
const smallest = { cpu: 256, memoryMiB: 512 };

type Values = Readonly<Record<string, string>>;

/** A network of its own: its gateway is this machine, where the emulator listens. */
const network = `spotter-image-test-${process.pid}`;

describeWithDocker("staging's container definition, run by Docker at 0.25 CPU and 512 MB", (docker) => {
    let moto: Moto | undefined;
    let tag = "";
    const running: Container[] = [];

    /** Starts the image as staging's definition says, with an emulator of DynamoDB in place of AWS. */
    async function start(change = (flags: readonly string[]) => flags): Promise<Container> {
        const { definition, values } = await staging();
        const hostPort = await freePort();
        const tables = tablesIn(values);
        const given = {
            AWS_REGION: "us-east-1",
            ...values,
            AUTH_SECRET: "s".repeat(43),
            NEXTAUTH_URL: `http://localhost:${hostPort}`,
        };
        const flags = runFlags(definition, { ...smallest, values: given, hostPort });
        const passed = definition.secrets.map(({ name }) => name);
        const others = Object.fromEntries(Object.entries(tables).filter(([name]) => !passed.includes(name)));
        // What a task has around it: a role's credentials, and AWS. Fargate can't be told to forbid new privileges.
        const around = {
            AWS_ACCESS_KEY_ID: "emulator",
            AWS_SECRET_ACCESS_KEY: "emulator",
            AWS_ENDPOINT_URL: moto?.endpoint ?? "http://127.0.0.1:9",
            ...others,
        };
        const container = await Container.start(docker, hostPort, [
            ...change(flags),
            "--security-opt=no-new-privileges",
            `--network=${network}`,
            ...Object.entries(around).map(([name, value]) => `--env=${name}=${value}`),
            tag,
        ]);
        running.push(container);
        return container;
    }

    before(async () => {
        tag = await image(docker);
        await docker.run("network", "create", network);
        const gateway = await docker.run("network", "inspect", network, "--format", "{{(index .IPAM.Config 0).Gateway}}");
        try {
            moto = await Moto.start(gateway);
        } catch (error) {
            console.log(`      no emulator of DynamoDB: ${(error as Error).message.split("\n")[0] ?? ""}`);
            return;
        }
        const { values } = await staging();
        const { DYNAMODB_USERS_TABLE: users, DYNAMODB_WORKOUTS_TABLE: workouts } = tablesIn(values);
        await makeTables(moto.endpoint, { users, workouts }, values.AWS_REGION);
    });
    afterEach(() => Promise.all(running.splice(0).map((container) => container.remove())));
    after(async () => {
        moto?.stop();
        await docker.try("network", "rm", network);
    });

    it("answers, with its release", async () => {
        const container = await start();
        const { response, seconds } = await container.firstAnswer();
        console.log(`      first answer after ${seconds.toFixed(1)} s`);
        assert.equal(response.headers.get("x-release-id"), digest.slice("sha256:".length).slice(0, 12));
    });

    it("becomes healthy by its own health check, and stays in its memory", async () => {
        const container = await start();
        assert.equal(await container.health(), "healthy", await container.log());
        assert.equal(await container.state("OOMKilled"), "false");
        const [used = ""] = (await docker.run("stats", "--no-stream", "--format", "{{.MemUsage}}", container.id)).split(" / ");
        console.log(`      ${used} resident`);
    });

    it("shows its pages, and nothing of the inside on one that does not exist", async () => {
        const { origin } = await ready(await start());
        const visitor = new Visitor(origin);
        for (const path of ["/", "/sign-in", "/register"]) {
            const response = await visitor.get(path);
            assert.equal(response.status, 200, path);
            assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
            assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
        }
        const missing = await visitor.get("/nothing-here");
        assert.equal(missing.status, 404);
        assert.equal(missing.headers.get("x-powered-by"), null);
    });

    it("lets somebody register, sign in and log a workout, and nobody else", async function () {
        if (moto === undefined) {
            this.skip();
        }
        const container = await ready(await start());
        await signInRoundTrip(container.origin);
        const stranger = await new Visitor(container.origin).get("/workouts");
        assert.deepEqual([stranger.status, stranger.headers.get("location")], [307, "/sign-in?error=SessionRequired"]);
        assert.deepEqual(complaints(await container.log()), []);
    });

    it("keeps a sign-in over a change of tasks, as sessions are in no task", async function () {
        if (moto === undefined) {
            this.skip();
        }
        const first = await ready(await start());
        const visitor = new Visitor(first.origin);
        const email = "grace@example.com";
        assert.equal((await visitor.post("/api/register", { ...person, email })).status, 204);
        assert.equal((await visitor.signIn(email, person.password)).status, 200);
        const second = await ready(await start());
        assert.equal((await visitor.at(second.origin).get("/workouts")).status, 200);
    });

    it("tries to write nothing outside its volumes, where it could", async () => {
        const container = await ready(await start((flags) => flags.filter((flag) => flag !== "--read-only")));
        if (moto !== undefined) {
            await signInRoundTrip(container.origin, "lin@example.com");
        }
        await new Visitor(container.origin).get("/sign-in");
        // Of an init process, the engine puts its program into the container; Debian 13 has it below /usr.
        const changes = (await docker.run("diff", container.id)).split("\n");
        assert.deepEqual(
            changes.filter((change) => !/^(?:C \/usr|C (?:\/usr)?\/sbin|A (?:\/usr)?\/sbin\/docker-init)?$/.test(change)),
            [],
        );
    });

    it("writes its volumes as its user, as it could on Fargate", async () => {
        const container = await ready(await start());
        for (const path of ["/tmp", "/app/.next/cache"]) {
            await docker.run("exec", container.id, "sh", "-c", `echo written > ${path}/file && rm ${path}/file`);
        }
        assert.notEqual((await docker.try("exec", container.id, "sh", "-c", "echo written > /app/file")).exitCode, 0);
        assert.equal(await docker.run("exec", container.id, "id", "-u"), "1001");
    });

    it("outlives sixty clients that each send nine of ten megabytes, and then nothing", async () => {
        const container = await ready(await start());
        const { port } = new URL(container.origin);
        const sockets = await Promise.all(
            Array.from({ length: 60 }, async (_, index) => {
                const socket = connect(Number(port), "127.0.0.1");
                // Chunks say nothing of the length beforehand.
                const length = index % 2 === 0 ? "Content-Length: 10000000" : "Transfer-Encoding: chunked";
                socket.on("error", () => undefined);
                socket.write(`POST ${index % 3 === 0 ? "/" : "/api/register"} HTTP/1.1\r\nHost: localhost\r\n${length}\r\n`);
                socket.write(`Origin: ${container.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n`);
                socket.write(index % 2 === 0 ? "" : `${(10_000_000).toString(16)}\r\n`);
                await new Promise((sent) => socket.write(Buffer.alloc(9_000_000, "a"), sent));
                return socket;
            }),
        );
        await container.firstAnswer();
        assert.deepEqual([await container.state("Running"), await container.state("OOMKilled")], ["true", "false"]);
        sockets.forEach((socket) => socket.destroy());
    });

    it("loses none of the requests in flight when it is told to stop, and ends as a stopped process does", async () => {
        const container = await ready(await start());
        const answers = Array.from({ length: 40 }, async () => {
            const response = await fetch(`${container.origin}/sign-in`);
            return { status: response.status, complete: (await response.text()).trimEnd().endsWith("</html>") };
        });
        await Promise.race(answers);
        const stopping = performance.now();
        const stopped = docker.run("stop", container.id).then(() => (performance.now() - stopping) / 1000);
        const settled = await Promise.allSettled(answers);
        const seconds = await stopped;
        console.log(`      stopped after ${seconds.toFixed(1)} s, with 40 requests in flight`);
        assert.deepEqual(
            settled.filter((result) => result.status === "rejected" || result.value.status !== 200 || !result.value.complete),
            [],
        );
        assert.deepEqual([await container.state("ExitCode"), await container.state("OOMKilled")], ["143", "false"]);
    });
});

describeWithDocker("the application's image with a wrong environment", (docker) => {
    const run = async (...flags: readonly string[]): Promise<Ended> => docker.try("run", "--rm", ...flags, await image(docker));

    it("names every required variable in one message, without a stack trace, and ends with 1", async () => {
        const { exitCode, stdout, stderr } = await run();
        const required = readCatalogue()
            .variables.filter((parameter) => parameter.required)
            .map(({ name }) => name);
        const lines = stderr.trim().split("\n");
        assert.equal(exitCode, 1);
        assert.deepEqual(lines, [
            "Kinex Fit does not start, as its environment is not valid:",
            `  ${required.slice(0, -1).join(", ")} and ${required.at(-1) ?? ""} are required and missing`,
        ]);
        assert.doesNotMatch(stdout + stderr, /^\s+at /m);
    });

    it("names a variable with a wrong value, and never the value", async () => {
        const { exitCode, stdout, stderr } = await run(
            "--env=AUTH_SECRET=short-canary",
            "--env=NEXTAUTH_URL=canary://nowhere",
            "--env=DATABASE_URL=file:/data/kinex-fit.db",
        );
        assert.equal(exitCode, 1);
        assert.match(stderr, /^ {2}AUTH_SECRET must be at least 32 characters$/m);
        assert.match(stderr, /^ {2}NEXTAUTH_URL must be the public address/m);
        assert.doesNotMatch(stdout + stderr, /canary/);
    });
});

/** The tables that the stack names, or of its own where its catalogue has none: the application works with two. */
function tablesIn({ DYNAMODB_USERS_TABLE = "image-test-users", DYNAMODB_WORKOUTS_TABLE = "image-test-workouts" }: Values) {
    return { DYNAMODB_USERS_TABLE, DYNAMODB_WORKOUTS_TABLE };
}

async function ready(container: Container): Promise<Container> {
    await container.firstAnswer();
    return container;
}

/** Lines of a log that tell of something that could not be written. */
function complaints(log: string): string[] {
    return log.split("\n").filter((line) => /EROFS|EACCES|EPERM|read-only file system|permission denied/i.test(line));
}
