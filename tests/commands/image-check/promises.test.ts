import * as assert from "node:assert/strict";
import { goodConfig } from "./made-image";
import { type Change, broken } from "./broken";
import { harmlessFiles, secretFiles } from "./secret-files";

describe("an image's promises to its container", () => {
    it("are all kept by one like the application's", async () => {
        assert.deepEqual(await broken({}), { errors: [], warnings: [] });
    });

    it("are kept by variables that only look like secrets", async () => {
        const Env = [
            "PATH=/usr/local/bin",
            "GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305",
            `PYTHON_SHA256=${"4c1f2e3d".repeat(8)}`,
            "DATABASE_URL=file:/data/app.db",
            "API_TOKEN=$API_TOKEN",
        ];
        assert.deepEqual((await broken({ container: { Env } })).errors, []);
    });

    it("are kept by steps that name a secret, and have none", async () => {
        const history = [
            "RUN /bin/sh -c git clone https://x:$TOKEN@git.example.com/a # buildkit",
            "RUN /bin/sh -c echo //r.example/:_authToken=${NPM_TOKEN} > .npmrc # buildkit",
            "RUN /bin/sh -c curl https://example.com:8443/npm_and_more # buildkit",
            "COPY --chown=1001:1001 npm_shrinkwrap_of_the_application.json . # buildkit",
        ].map((created_by) => ({ created_by }));
        assert.deepEqual((await broken({ config: { history } })).errors, []);
    });

    for (const [path, text] of harmlessFiles) {
        it(`are kept by ${path}, which holds no secret of the application`, async () => {
            assert.deepEqual((await broken({ layers: [{ [path]: { text } }] })).errors, []);
        });
    }

    const errors: readonly (readonly [what: string, change: Change, error: string])[] = [
        [
            "another architecture",
            { config: { architecture: "arm64" } },
            "it is for linux/arm64, and spotter:service.architecture X86_64 runs linux/amd64: build it for that platform",
        ],
        [
            "another system",
            { config: { os: "windows" } },
            "it is for windows/amd64, and spotter:service.architecture X86_64 runs linux/amd64: build it for that platform",
        ],
        [
            "no command",
            { container: { Cmd: null } },
            "it has neither ENTRYPOINT nor CMD: say what it runs, there or in spotter:service.command",
        ],
        [
            "a command that it does not have",
            { container: { Cmd: ["bun", "server.js"] } },
            "it starts with bun, which it does not have on its PATH (/usr/local/bin:/usr/bin:/bin)",
        ],
        [
            "an entry point of the stack's file that it does not have",
            { plan: { entryPoint: ["/app/start"] } },
            "it starts with /app/start, which it does not have",
        ],
        [
            "a program of which its user has no right to run",
            { layers: [{ "app/start": { mode: 0o700 } }], container: { Cmd: ["./start"] } },
            "it starts with ./start, which its user may not run",
        ],
        [
            "no node, and a health check that runs it",
            {
                layers: [{ "usr/": {}, "usr/local/bin/.wh.node": {}, "app/main": { mode: 0o755 } }],
                container: { Cmd: ["/app/main"] },
            },
            "the container's health check runs node, which it does not have on its PATH (/usr/local/bin:/usr/bin:/bin): name a " +
                "program of the image in spotter:service.healthCheck.command, or none, so that the load balancer's check alone decides",
        ],
        [
            "no shell, and a health check that is a line for one",
            { layers: [{ "usr/bin/.wh.dash": {} }], plan: { healthCommand: ["CMD-SHELL", "curl -f localhost:3000"] } },
            "the container's health check runs /bin/sh, which it does not have: change spotter:service.healthCheck.command",
        ],
        [
            "no folder to write",
            { plan: { writablePaths: ["/var/cache/app"] } },
            "/var/cache/app of spotter:service.writablePaths is no directory in it: RUN mkdir --parents /var/cache/app && chown " +
                "1001:1001 /var/cache/app",
        ],
        [
            "a folder to write that is not declared",
            { container: { Volumes: { "/app/.next/cache/": {} } } },
            '/tmp of spotter:service.writablePaths is not declared: without VOLUME ["/tmp"] Fargate gives the volume there to root',
        ],
        [
            "a folder to write that belongs to root",
            { layers: [{ "app/.next/cache/": { mode: 0o755 } }] },
            "/app/.next/cache of spotter:service.writablePaths belongs to 0:0 with mode 755, and spotter:service.user 1001:1001 " +
                "can't write it: chown it before VOLUME",
        ],
        [
            "a file of secrets",
            { layers: [{ "app/.env": { text: "A=b" } }] },
            "/app/.env looks like a secret: exclude it in .dockerignore, or mount it with RUN --mount=type=secret",
        ],
        [
            "a token of npm that a later layer removes",
            { layers: [{ "root/.npmrc": { text: "//r.example/:_authToken=x" } }, { "root/.wh..npmrc": {} }] },
            "/root/.npmrc looks like a secret: a later layer removes it, and it can still be read from the image",
        ],
        [
            "a private key in a folder that a later layer replaces",
            { layers: [{ "app/tls/a.key": { text: "-----BEGIN EC PRIVATE KEY-----" } }, { "app/tls/.wh..wh..opq": {} }] },
            "/app/tls/a.key looks like a secret: a later layer removes it, and it can still be read from the image",
        ],
        ...secretFiles.map(([path, text]): readonly [string, Change, string] => [
            `a secret in ${path}`,
            { layers: [{ [path]: { text } }] },
            `/${path} looks like a secret: exclude it in .dockerignore, or mount it with RUN --mount=type=secret`,
        ]),
        [
            "a secret in its environment",
            { container: { Env: ["PATH=/usr/local/bin", "API_TOKEN=canary"] } },
            "its environment has API_TOKEN with a value, which whoever can pull it reads: give it as a parameter",
        ],
        [
            "a database's address with its password",
            { container: { Env: ["CACHE=redis://:canary@cache:6379"] } },
            "its environment has CACHE with a value, which whoever can pull it reads: give it as a parameter",
        ],
        [
            "a secret among its build's arguments",
            { config: { history: [{ created_by: "RUN |2 A=b NPM_TOKEN=canary /bin/sh -c npm ci # buildkit" }] } },
            "its history has the build argument NPM_TOKEN with a value: use RUN --mount=type=secret instead",
        ],
        ...[
            "RUN /bin/sh -c git clone https://x:canary-canary@git.example.com/a # buildkit",
            "RUN |1 A=b /bin/sh -c echo //r.example/:_authToken=npm_canarycanarycanary > .npmrc # buildkit",
            "LABEL token=ghp_canarycanarycanary",
        ].map((created_by): readonly [string, Change, string] => [
            `a secret within a step of its build: ${created_by.slice(0, 30)}`,
            { config: { history: [{ created_by }] } },
            "its history has a command with a secret in it: use RUN --mount=type=secret instead",
        ]),
    ];
    for (const [what, change, error] of errors) {
        it(`are broken by ${what}`, async () => {
            const found = await broken(change);
            assert.deepEqual(found.errors, [error]);
            assert.doesNotMatch(JSON.stringify(found), /canary/);
        });
    }

    it("are read through what removes a file as Docker writes it, with the target of a link that was there", async () => {
        const { errors } = await broken({ layers: [{ "usr/": {}, "usr/local/bin/.wh.node": { left: "../lib/node" } }] });
        assert.match(errors.join(), /starts with node, which it does not have on its PATH/);
    });

    const warnings: readonly (readonly [what: string, change: Change, warning: string])[] = [
        [
            "another port",
            { container: { ExposedPorts: { "8080/tcp": {} } } },
            "it exposes 8080, and spotter:service.port is 3000: it must listen on $PORT, or the key is wrong",
        ],
        [
            "root",
            { container: { User: "" } },
            "it names no user but root: ECS runs it as 1001:1001, other places as root; add USER 1001:1001",
        ],
        [
            "another user",
            { container: { User: "65532" } },
            "its USER is 65532, and spotter:service.user is 1001:1001: files may belong to the other",
        ],
        [
            "a volume beyond what is written",
            { container: { Volumes: { ...goodConfig.config.Volumes, "/data": {} } } },
            "VOLUME /data is not in spotter:service.writablePaths, so that it can't be relied on to be written",
        ],
        [
            "a shell as the first process",
            { container: { Cmd: ["/bin/sh", "-c", "node server.js"] } },
            "it starts through sh, which keeps SIGTERM to itself: requests in flight are lost when a task stops",
        ],
        [
            "source maps",
            { layers: [{ "app/a.js.map": {}, "app/b.css.map": {} }] },
            "2 source maps lead back to the sources: /app/a.js.map",
        ],
        [
            "its size",
            { bytes: 800_000_000 },
            "it has 800 MB, which each task fetches before it starts: leave out what it does not run",
        ],
    ];
    for (const [what, change, warning] of warnings) {
        it(`are in doubt by ${what}`, async () => {
            assert.deepEqual(await broken(change), { errors: [], warnings: [warning] });
        });
    }

    const kept: readonly (readonly [what: string, change: Change])[] = [
        ["a health check by a shell, behind links", { plan: { healthCommand: ["CMD-SHELL", "true"] } }],
        [
            "no health check, and no node",
            { layers: [{ "app/run": { mode: 0o755 } }], container: { Cmd: ["/app/run"] }, plan: { healthCommand: "none" } },
        ],
        ["a shell that is replaced", { container: { Cmd: ["/bin/sh", "-c", "exec node server.js"] } }],
        [
            "an .npmrc without a token, and an example",
            { layers: [{ "app/.npmrc": { text: "fund=false" }, "app/.env.example": {} }] },
        ],
        [
            "a folder that its group may write",
            {
                layers: [{ "app/.next/cache/": { owner: 1001, mode: 0o575 } }],
                plan: { user: "1002:1001" },
                container: { User: "1002" },
            },
        ],
        [
            "a root file system that can be written",
            { container: { Volumes: { ...goodConfig.config.Volumes, "/data": {} } }, plan: { readonlyRootFilesystem: false } },
        ],
    ];
    for (const [what, change] of kept) {
        it(`are kept with ${what}`, async () => {
            assert.deepEqual(await broken(change), { errors: [], warnings: [] });
        });
    }
});
