import type { ProgramLog } from "./program-log";

/** Logs of shells, servers and what starts a process. */
export const logsOfShellsAndServers: readonly ProgramLog[] = [
    {
        of: "nginx",
        log: `/docker-entrypoint.sh: Configuration complete; ready for start up
2026/11/24 12:00:00 [emerg] 1#1: host not found in upstream "api:3000" in /etc/nginx/conf.d/default.conf:12
nginx: [emerg] host not found in upstream "api:3000" in /etc/nginx/conf.d/default.conf:12`,
        evidence: 'nginx: [emerg] host not found in upstream "api:3000" in /etc/nginx/conf.d/default.conf:12',
    },
    {
        of: "musl",
        log: `Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /app/node_modules/x/build/y.node)`,
        evidence:
            "Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /app/node_modules/x/build/y.node)",
    },
    {
        of: "docker entrypoint",
        log: `/usr/local/bin/docker-entrypoint.sh: exec: line 11: next: not found`,
        evidence: "/usr/local/bin/docker-entrypoint.sh: exec: line 11: next: not found",
    },
    {
        of: "cannot open sh",
        log: `/bin/sh: can't open 'start.sh': No such file or directory`,
        evidence: "/bin/sh: can't open 'start.sh': No such file or directory",
    },
    {
        of: "runc",
        log: `exec /app/start.sh: no such file or directory`,
        evidence: "exec /app/start.sh: no such file or directory",
    },
    {
        of: "tini",
        log: `[FATAL tini (7)] exec node failed: No such file or directory`,
        evidence: "[FATAL tini (7)] exec node failed: No such file or directory",
    },
    {
        of: "glibc",
        log: `node:internal/modules/cjs/loader:1275
  return process.dlopen(module, path.toNamespacedPath(filename));
                 ^

Error: /lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.38' not found (required by /app/node_modules/better-sqlite3/build/Release/better_sqlite3.node)
    at Module._extensions..node (node:internal/modules/cjs/loader:1275:18)
    at Module.load (node:internal/modules/cjs/loader:1096:32) {
  code: 'ERR_DLOPEN_FAILED'
}

Node.js v20.20.2`,
        evidence:
            "Error: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app/node_modules/better-sqlite3/build/Release/better_sqlite3.node) | code ERR_DLOPEN_FAILED",
    },
    {
        of: "a line that only complains",
        log: `Booting
Configuration rejected by server: tenant 42 is locked
Bye`,
        evidence: "Booting | Configuration rejected by server: tenant 42 is locked",
    },
    {
        of: "an error before the end that ECS asked for",
        log: ` ✓ Ready in 100ms
Error: ECONNREFUSED redis
    at x (/app/a.js:1:1)
Received SIGTERM, shutting down
npm error path /app
npm error command failed
npm error signal SIGTERM
npm error command sh -c next start`,
        evidence: "Error: ECONNREFUSED redis | at x (/app/a.js:1:1)",
    },
    {
        of: "erofs",
        log: `Error: EROFS: read-only file system, open '/app/.next/cache/fetch-cache/x'
    at async open (node:internal/fs/promises:639:25) {
  errno: -30,
  code: 'EROFS',
  syscall: 'open'
}`,
        evidence: "Error: EROFS: read-only file system, open '/app/.next/cache/fetch-cache/x'",
    },
    {
        of: "an error before failing exporters",
        log: `Error: EMFILE: too many open files, open '/app/a'
    at f (/app/a.js:1:1)
[Sentry] Failed to send event: connect ECONNREFUSED 127.0.0.1:443
Error: DATADOG TRACER DIAGNOSTIC - Agent Error: Error: connect ECONNREFUSED 127.0.0.1:8126`,
        evidence: "Error: EMFILE: too many open files, open '/app/a' | at f (/app/a.js:1:1)",
    },
    {
        of: "assert abort",
        log: `node: ../deps/uv/src/unix/core.c:1: uv__x: Assertion \`0' failed.
Aborted (core dumped)`,
        evidence: "node: ../deps/uv/src/unix/core.c:1: uv__x: Assertion `0' failed.; Aborted (core dumped)",
    },
    { of: "jar", log: `Error: Unable to access jarfile app.jar`, evidence: "Error: Unable to access jarfile app.jar" },
    {
        of: "a record that Docker has cut",
        log: `{"level":60,"time":1,"pid":7,"msg":"boot failed: no licence","err":{"type":"Error","message":"no licence","stack":"Error: no licence\\n    at x`,
        evidence: "boot failed: no licence",
    },
    { of: "fluent", log: `{"log":"Error: no such table: users","stream":"stderr"}`, evidence: "Error: no such table: users" },
    {
        of: "caddy",
        log: `{"level":"info","ts":1,"msg":"using config"}
Error: adapting config using caddyfile: /etc/caddy/Caddyfile:3: unrecognized directive: revers_proxy`,
        evidence: "Error: adapting config using caddyfile: /etc/caddy/Caddyfile:3: unrecognized directive: revers_proxy",
    },
    {
        of: "supervisord",
        log: `2026-11-24 12:00:00,000 INFO spawned: 'web' with pid 8
2026-11-24 12:00:01,000 INFO exited: web (exit status 1; not expected)
2026-11-24 12:00:02,000 INFO gave up: web entered FATAL state, too many start retries too quickly`,
        evidence: "INFO spawned: 'web' with pid 8 | INFO gave up: web entered FATAL state, too many start retries too quickly",
    },
    {
        of: "bash set -u",
        log: `/app/entrypoint.sh: line 4: DATABASE_HOST: unbound variable`,
        evidence: "/app/entrypoint.sh: line 4: DATABASE_HOST: unbound variable",
    },
    {
        of: "wait-for-it",
        log: `waiting for database...
wait-for-it.sh: timeout occurred after waiting 15 seconds for db:5432`,
        evidence: "wait-for-it.sh: timeout occurred after waiting 15 seconds for db:5432",
    },
    { of: "another language", log: `Fehler: Datenbank nicht erreichbar`, evidence: "Fehler: Datenbank nicht erreichbar" },
    {
        of: "libstdc++",
        log: `node: /lib/x86_64-linux-gnu/libstdc++.so.6: version \`GLIBCXX_3.4.29' not found (required by node)`,
        evidence: "node: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by node)",
    },
    {
        of: "a shell's report of an illegal instruction",
        log: `/app/entrypoint.sh: line 3:     7 Illegal instruction     node server.js`,
        evidence: "/app/entrypoint.sh: line 3: 7 Illegal instruction node server.js",
    },
    {
        of: "a shell's report of a segmentation fault",
        log: `/app/entrypoint.sh: line 3:     7 Segmentation fault      (core dumped) node server.js`,
        evidence: "/app/entrypoint.sh: line 3: 7 Segmentation fault (core dumped) node server.js",
    },
    {
        of: "the last of two errors",
        log: ` ⨯ Error: a
    at x (/app/.next/server/a.js:1:1) {
  digest: '1'
}
 ⨯ unhandledRejection:  Error: cache store is gone
    at y (/app/.next/server/b.js:2:2)`,
        evidence: "unhandledRejection: Error: cache store is gone | at y (/app/.next/server/b.js:2:2)",
    },
];
