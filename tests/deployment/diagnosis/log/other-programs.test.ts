import * as assert from "node:assert/strict";
import { quoteLog } from "../../../../deployment/diagnosis/evidence";
import { intent } from "../../builders";

/*
 * Logs in the forms that programs print, written down from their documentation and from reports of their users, beside
 * the captured ones of crashes.test.ts. The error in each has to be named, whatever ran in the container.
 */
const logs: readonly { readonly of: string; readonly log: string; readonly evidence: string }[] = [
    {
        of: "spring",
        log: `
  .   ____          _            __ _ _
 :: Spring Boot ::                (v3.3.5)

2026-11-24T12:00:00.000Z  INFO 1 --- [main] com.example.App : Starting App using Java 21
2026-11-24T12:00:03.000Z ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter   : 

***************************
APPLICATION FAILED TO START
***************************

Description:

Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.

Reason: Failed to determine a suitable driver class


Action:

Consider the following:
	If you want an embedded database (H2, HSQL or Derby), please put it on the classpath.`,
        evidence:
            "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
    },
    {
        of: "dotnet",
        log: `info: Microsoft.Hosting.Lifetime[0]
      Application started.
Unhandled exception. System.InvalidOperationException: The ConnectionString property has not been initialized.
   at Npgsql.NpgsqlConnection.Open(Boolean async, CancellationToken cancellationToken)
   at Program.<Main>$(String[] args) in /src/Program.cs:line 12`,
        evidence:
            "Unhandled exception. System.InvalidOperationException: The ConnectionString property has not been initialized. | at Program.<Main>$(String[] args) in /src/Program.cs:line 12",
    },
    {
        of: "ruby",
        log: `=> Booting Puma
=> Rails 7.1.3 application starting in production
/usr/local/bundle/gems/activerecord-7.1.3/lib/active_record/connection_adapters/postgresql_adapter.rb:81:in \`rescue in new_client': connection to server at "10.0.3.7", port 5432 failed: Connection refused (ActiveRecord::ConnectionNotEstablished)
	from /usr/local/bundle/gems/activerecord-7.1.3/lib/x.rb:77:in \`new_client'
	from /app/config/environment.rb:5:in \`<main>'`,
        evidence:
            "/usr/local/bundle/gems/activerecord-7.1.3/lib/active_record/connection_adapters/postgresql_adapter.rb:81:in `rescue in new_client': connection to server at \"10.0.3.7\", port 5432 failed: Connection refused (ActiveRecord::ConnectionNotEstablished) | from /app/config/environment.rb:5:in `<main>'",
    },
    {
        of: "rust",
        log: `2026-11-24T12:00:00Z  INFO server: starting
thread 'main' panicked at src/main.rs:14:39:
called \`Result::unwrap()\` on an \`Err\` value: Os { code: 13, kind: PermissionDenied, message: "Permission denied" }
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`,
        evidence:
            "thread 'main' panicked at src/main.rs:14:39: called `Result::unwrap()` on an `Err` value: Os { code: 13, kind: PermissionDenied, message: \"Permission denied\" }",
    },
    {
        of: "php",
        log: `[24-Nov-2026 12:00:00 UTC] PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/src/Db.php:12
Stack trace:
#0 /app/src/Db.php(12): PDO->__construct('mysql:host=db', 'root', Object(SensitiveParameterValue))
#1 {main}
  thrown in /app/src/Db.php on line 12`,
        evidence:
            "[24-Nov-2026 12:00:00 UTC] PHP Fatal error: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/src/Db.php:12",
    },
    {
        of: "elixir",
        log: `12:00:00.000 [info] Running AppWeb.Endpoint
** (Mix) Could not start application app: exited in: App.Application.start(:normal, [])
    ** (EXIT) an exception was raised:
        ** (RuntimeError) environment variable DATABASE_URL is missing.
            (app 0.1.0) lib/app/application.ex:9: App.Application.start/2`,
        evidence:
            "** (Mix) Could not start application app: exited in: App.Application.start(:normal, []) ** (EXIT) an exception was raised: ** (RuntimeError) environment variable DATABASE_URL is missing. (app 0.1.0) lib/app/application.ex:9: App.Application.start/2",
    },
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
        of: "prisma openssl",
        log: `Prisma schema loaded from prisma/schema.prisma
prisma:warn Prisma failed to detect the libssl/openssl version to use, and may not work as expected. Defaulting to "openssl-1.1.x".
Error: Could not parse schema engine response: SyntaxError: Unexpected token E in JSON at position 0`,
        evidence: "Error: Could not parse schema engine response: SyntaxError: Unexpected token E in JSON at position 0",
    },
    {
        of: "prisma P1012",
        log: `Prisma schema loaded from prisma/schema.prisma
Error: Prisma schema validation - (get-config wasm)
Error code: P1012
error: Environment variable not found: DATABASE_URL.
  -->  prisma/schema.prisma:6
   | 
 5 |   provider = "postgresql"
 6 |   url      = env("DATABASE_URL")
   | 

Validation Error Count: 1
[Context: getConfig]

Prisma CLI Version : 5.22.0`,
        evidence: "error: Environment variable not found: DATABASE_URL. in prisma/schema.prisma:6",
    },
    {
        of: "prisma init",
        log: `PrismaClientInitializationError: 
Invalid \`prisma.user.findFirst()\` invocation:


error: Environment variable not found: DATABASE_URL.
  -->  schema.prisma:7
   | 
 6 |   provider = "postgresql"
 7 |   url      = env("DATABASE_URL")
   | 

Validation Error Count: 1
    at _n.handleRequestError (/app/node_modules/@prisma/client/runtime/library.js:121:7615)
    at async GET (/app/.next/server/app/api/health/route.js:1:1182) {
  clientVersion: '5.22.0',
  errorCode: undefined
}`,
        evidence:
            "PrismaClientInitializationError: Invalid `prisma.user.findFirst()` invocation: error: Environment variable not found: DATABASE_URL. in schema.prisma:7 | at async GET (/app/.next/server/app/api/health/route.js:1:1182)",
    },
    {
        of: "prisma P1001 cli",
        log: `Prisma schema loaded from prisma/schema.prisma
Datasource "db": PostgreSQL database "app", schema "public" at "db.internal:5432"

Error: P1001: Can't reach database server at \`db.internal:5432\`

Please make sure your database server is running at \`db.internal:5432\`.
npm notice
npm notice New major version of npm available! 10.8.2 -> 11.6.2
npm notice Changelog: https://github.com/npm/cli/releases/tag/v11.6.2`,
        evidence: "Error: P1001: Can't reach database server at `db.internal:5432`",
    },
    {
        of: "prisma P3009",
        log: `12 migrations found in prisma/migrations

Error: P3009

migrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve
The \`20261101_add\` migration started at 2026-11-01 10:00:00 UTC failed`,
        evidence:
            "Error: P3009 migrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve",
    },
    {
        of: "prisma binary target",
        log: `PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-arm64-openssl-3.0.x".

This happened because Prisma Client was generated for "debian-openssl-3.0.x", but the actual deployment required "linux-musl-arm64-openssl-3.0.x".
Add "linux-musl-arm64-openssl-3.0.x" to \`binaryTargets\` in the "schema.prisma" file and run \`prisma generate\` after saving it:

generator client {
  provider      = "prisma-client-js"
  binaryTargets = ["native", "linux-musl-arm64-openssl-3.0.x"]
}
    at a (/app/node_modules/@prisma/client/runtime/library.js:64:805) {
  clientVersion: '5.22.0',
}`,
        evidence:
            'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-arm64-openssl-3.0.x". This happened because Prisma Client was generated for "debian-openssl-3.0.x", but…= "prisma-client-js" binaryTargets = ["native", "linux-musl-arm64-openssl-3.0.x"] }',
    },
    {
        of: "gunicorn",
        log: `[2026-11-24 12:00:00 +0000] [7] [INFO] Starting gunicorn 22.0.0
[2026-11-24 12:00:00 +0000] [8] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker
    worker.init_process()
  File "/app/main.py", line 3, in <module>
    import redis
ModuleNotFoundError: No module named 'redis'
[2026-11-24 12:00:00 +0000] [8] [INFO] Worker exiting (pid: 8)
[2026-11-24 12:00:00 +0000] [7] [ERROR] Worker (pid:8) exited with code 3
[2026-11-24 12:00:00 +0000] [7] [ERROR] Shutting down: Master
[2026-11-24 12:00:00 +0000] [7] [ERROR] Reason: Worker failed to boot.`,
        evidence: "ModuleNotFoundError: No module named 'redis' | at /app/main.py:3",
    },
    {
        of: "logfmt",
        log: `time="2026-11-24T12:00:00Z" level=info msg="starting"
time="2026-11-24T12:00:00Z" level=fatal msg="cannot open store" error="dial tcp 10.0.3.7:6379: connect: connection refused"`,
        evidence: "cannot open store: dial tcp 10.0.3.7:6379: connect: connection refused",
    },
    {
        of: "zap",
        log: `{"level":"info","ts":1.7,"msg":"boot"}
{"level":"fatal","ts":1.7,"caller":"cmd/main.go:31","msg":"migrate","error":"dirty database version 7","stacktrace":"main.main\\n\\t/src/cmd/main.go:31\\nruntime.main\\n\\t/usr/local/go/src/runtime/proc.go:271"}`,
        evidence: "migrate: dirty database version 7 | at /src/cmd/main.go:31",
    },
    {
        of: "google",
        log: `{"severity":"INFO","message":"up"}
{"severity":"ERROR","message":"Error: no bucket\\n    at load (/app/dist/a.js:3:9)"}`,
        evidence: "Error: no bucket | at load (/app/dist/a.js:3:9)",
    },
    {
        of: "nextauth",
        log: `[next-auth][error][NO_SECRET] 
https://next-auth.js.org/errors#no_secret Please define a \`secret\` in production. MissingSecretError [MissingSecretError]: Please define a \`secret\` in production.
    at assertConfig (/app/node_modules/next-auth/core/lib/assert.js:42:12)
    at runMicrotasks (<anonymous>) {
  code: 'NO_SECRET'
}`,
        evidence:
            "https://next-auth.js.org/errors#no_secret Please define a `secret` in production. MissingSecretError [MissingSecretError]: Please define a `secret` in production. | code NO_SECRET",
    },
    {
        of: "bun",
        log: `1 | import { x } from "./lib";
             ^
error: Cannot find module "./lib" from "/app/index.ts"

Bun v1.1.38 (Linux x64)`,
        evidence: 'error: Cannot find module "./lib" from "/app/index.ts"',
    },
    {
        of: "deno",
        log: `error: Uncaught (in promise) PermissionDenied: Requires env access to "PORT", run again with the --allow-env flag
    at Object.getEnv [as get] (ext:runtime/30_os.js:124:10)
    at file:///app/main.ts:3:20`,
        evidence:
            'error: Uncaught (in promise) PermissionDenied: Requires env access to "PORT", run again with the --allow-env flag | at /app/main.ts:3:20',
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
        of: "an application's own words",
        log: `▲ Next.js 16.0.1
   Starting...
Licence has lapsed; contact sales
stopped`,
        evidence: "▲ Next.js 16.0.1 | Starting... | Licence has lapsed; contact sales",
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
        of: "next invalid config",
        log: ` ⚠ Invalid next.config.js options detected: 
 ⚠     Unrecognized key(s) in object: 'foo'
   ▲ Next.js 15.0.3
 ✓ Starting...
 ⨯ uncaughtException:  [Error: EACCES: permission denied, mkdir '/app/.next/cache'] {
  errno: -13,
  code: 'EACCES',
  syscall: 'mkdir',
  path: '/app/.next/cache'
}`,
        evidence: "uncaughtException: [Error: EACCES: permission denied, mkdir '/app/.next/cache']",
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
        of: "drizzle",
        log: `DrizzleQueryError: Failed query: select 1
params: 
    at NodePgPreparedQuery.queryWithCache (/app/node_modules/drizzle-orm/pg-core/session.js:41:15)
    at async GET (/app/.next/server/app/api/health/route.js:1:1182) {
  query: 'select 1',
  params: [],
  [cause]: error: password authentication failed for user "app"
      at /app/node_modules/pg-pool/index.js:45:11 {
    length: 100,
    severity: 'FATAL',
    code: '28P01'
  }
}`,
        evidence:
            'DrizzleQueryError: Failed query: select 1 params: | caused by error: password authentication failed for user "app" | code 28P01 | at async GET (/app/.next/server/app/api/health/route.js:1:1182)',
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
        of: "python syntax",
        log: `  File "/app/main.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax`,
        evidence: "SyntaxError: invalid syntax",
    },
    {
        of: "celery level",
        log: `[2026-11-24 12:00:00,000: CRITICAL/MainProcess] Unrecoverable error: OperationalError('[Errno 111] Connection refused')`,
        evidence: "CRITICAL/MainProcess] Unrecoverable error: OperationalError('[Errno 111] Connection refused')",
    },
    {
        of: "assert abort",
        log: `node: ../deps/uv/src/unix/core.c:1: uv__x: Assertion \`0' failed.
Aborted (core dumped)`,
        evidence: "node: ../deps/uv/src/unix/core.c:1: uv__x: Assertion `0' failed.; Aborted (core dumped)",
    },
    {
        of: "java module",
        log: `Error: Could not find or load main class com.example.App
Caused by: java.lang.ClassNotFoundException: com.example.App`,
        evidence: "Error: Could not find or load main class com.example.App",
    },
    {
        of: "java version",
        log: `Error: LinkageError occurred while loading main class com.example.App
	java.lang.UnsupportedClassVersionError: com/example/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)`,
        evidence:
            "Error: LinkageError occurred while loading main class com.example.App java.lang.UnsupportedClassVersionError: com/example/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)",
    },
    { of: "jar", log: `Error: Unable to access jarfile app.jar`, evidence: "Error: Unable to access jarfile app.jar" },
    {
        of: "a record that Docker has cut",
        log: `{"level":60,"time":1,"pid":7,"msg":"boot failed: no licence","err":{"type":"Error","message":"no licence","stack":"Error: no licence\\n    at x`,
        evidence: "boot failed: no licence",
    },
    {
        of: "serilog",
        log: `{"@t":"2026","@l":"Fatal","@mt":"Host terminated unexpectedly","@m":"Host terminated unexpectedly","@x":"System.Exception: no queue\\n   at A.B()"}`,
        evidence: "Host terminated unexpectedly: System.Exception: no queue | at A.B()",
    },
    {
        of: "log4js",
        log: `[2026-11-24T12:00:00.000] [ERROR] default - Cannot start: license file absent`,
        evidence: "[ERROR] default - Cannot start: license file absent",
    },
    { of: "fluent", log: `{"log":"Error: no such table: users","stream":"stderr"}`, evidence: "Error: no such table: users" },
    {
        of: "mongo atlas",
        log: `MongoServerError: bad auth : Authentication failed.
    at Connection.sendCommand (/app/node_modules/mongodb/lib/cmap/connection.js:299:27)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5) {
  errorResponse: {
    ok: 0,
    errmsg: 'bad auth : Authentication failed.',
    code: 8000,
    codeName: 'AtlasError'
  },
  code: 8000
}`,
        evidence: "MongoServerError: bad auth : Authentication failed.",
    },
    {
        of: "tls",
        log: `node:internal/process/promises:394
      triggerUncaughtException(err, true /* fromPromise */);
      ^

Error: self-signed certificate in certificate chain
    at TLSSocket.onConnectSecure (node:_tls_wrap:1679:34) {
  code: 'SELF_SIGNED_CERT_IN_CHAIN'
}

Node.js v22.11.0`,
        evidence: "Error: self-signed certificate in certificate chain | code SELF_SIGNED_CERT_IN_CHAIN",
    },
    {
        of: "openssl",
        log: `Error: error:0308010C:digital envelope routines::unsupported
    at new Hash (node:internal/crypto/hash:79:19)
    at /app/node_modules/webpack/lib/util/createHash.js:135:53 {
  opensslErrorStack: [ 'error:03000086:digital envelope routines::initialization error' ],
  library: 'digital envelope routines',
  reason: 'unsupported',
  code: 'ERR_OSSL_EVP_UNSUPPORTED'
}`,
        evidence: "Error: error:0308010C:digital envelope routines::unsupported | code ERR_OSSL_EVP_UNSUPPORTED",
    },
    {
        of: "remix",
        log: `[remix-serve] http://localhost:3000 (http://10.0.1.1:3000)
Error: Missing SESSION_SECRET
    at file:///app/build/server/index.js:12:9
    at ModuleJob.run (node:internal/modules/esm/module_job:222:25)`,
        evidence: "Error: Missing SESSION_SECRET | at /app/build/server/index.js:12:9",
    },
    {
        of: "invariant",
        log: `/app/dist/main.js:2
"use strict";var a=Object.create;throw new x("Invariant failed: PORT");
                                 ^

Invariant: Invariant failed: PORT
    at Object.<anonymous> (/app/dist/main.js:2:34)`,
        evidence: "Invariant: Invariant failed: PORT | at /app/dist/main.js:2:34",
    },
    {
        of: "kafka",
        log: `{"level":"ERROR","timestamp":"2026-11-24T12:00:00.000Z","logger":"kafkajs","message":"[Connection] Connection error: getaddrinfo ENOTFOUND b-1.msk","broker":"b-1.msk:9092","clientId":"web","stack":"Error: getaddrinfo ENOTFOUND b-1.msk\\n    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:120:26)"}
{"level":"ERROR","timestamp":"2026-11-24T12:00:01.000Z","logger":"kafkajs","message":"[BrokerPool] Failed to connect to seed broker, trying another broker from the list: Connection error: getaddrinfo ENOTFOUND b-1.msk","retryCount":5}
KafkaJSNonRetriableError
  Caused by: KafkaJSConnectionError: Connection error: getaddrinfo ENOTFOUND b-1.msk
    at Socket.onError (/app/node_modules/kafkajs/src/network/connection.js:210:23)`,
        evidence: "KafkaJSNonRetriableError | caused by KafkaJSConnectionError: Connection error: getaddrinfo ENOTFOUND b-1.msk",
    },
    {
        of: "aws denied",
        log: `AccessDeniedException: User: arn:aws:sts::920013187591:assumed-role/spotter-task/abc is not authorized to perform: dynamodb:DescribeTable on resource: arn:aws:dynamodb:us-east-1:920013187591:table/spotter because no identity-based policy allows the dynamodb:DescribeTable action
    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:867:20)
    at async /app/node_modules/@aws-sdk/middleware-logger/dist-cjs/index.js:33:22 {
  '$fault': 'client',
  '$metadata': {
    httpStatusCode: 400,
    requestId: 'ABC',
    attempts: 1
  },
  __type: 'com.amazon.coral.service#AccessDeniedException'
}`,
        evidence:
            "AccessDeniedException: User: arn:aws:sts::920013187591:assumed-role/spotter-task/abc is not authorized to perform: dynamodb:DescribeTable on resource: arn:aws:dynamodb:us-east-1:920013187591:table/spotter because no identity-based policy allows the dynamodb:DescribeTable action",
    },
    {
        of: "apollo",
        log: `Error: Schema must contain uniquely named types but contains multiple types named "User".
    at new GraphQLSchema (/app/node_modules/graphql/type/schema.js:222:15)`,
        evidence: 'Error: Schema must contain uniquely named types but contains multiple types named "User".',
    },
    {
        of: "vite preview",
        log: `error when starting preview server:
Error: The directory "dist" does not exist. Did you build your project?
    at preview (file:///app/node_modules/vite/dist/node/chunks/dep.js:1:1)`,
        evidence: 'error when starting preview server: Error: The directory "dist" does not exist. Did you build your project?',
    },
    {
        of: "nuxt",
        log: `[nuxt] [request error] [unhandled] [500] Cannot find module './_nuxt/x.mjs'
  at ./server/chunks/app/server.mjs:120:15`,
        evidence:
            "[nuxt] [request error] [unhandled] [500] Cannot find module './_nuxt/x.mjs' | at ./server/chunks/app/server.mjs:120:15",
    },
    {
        of: "knex migration",
        log: `Using environment: production
migration file "20261101_add.js" failed
migration failed with error: alter table "users" add column "x" - column "x" of relation "users" already exists
error: alter table "users" add column "x" - column "x" of relation "users" already exists
    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:283:98)
    at async main (/app/migrate.js:4:3)`,
        evidence:
            'migration failed with error: alter table "users" add column "x" - column "x" of relation "users" already exists | at async main (/app/migrate.js:4:3)',
    },
    {
        of: "typeorm migrations",
        log: `Error during migration run:
QueryFailedError: relation "users" already exists
    at PostgresQueryRunner.query (/app/node_modules/typeorm/driver/x.js:325:19)
    at async CreateUsers.up (/app/dist/migrations/1-create.js:9:9) {
  query: 'CREATE TABLE users',
  driverError: error: relation "users" already exists
      at Parser.x (/app/node_modules/pg-protocol/dist/parser.js:1:1) {
    code: '42P07'
  }
}`,
        evidence:
            'Error during migration run: QueryFailedError: relation "users" already exists | code 42P07 | at async CreateUsers.up (/app/dist/migrations/1-create.js:9:9)',
    },
    {
        of: "nestjs config",
        log: `[Nest] 1  - 11/24/2026, 12:00:00 PM     LOG [NestFactory] Starting Nest application...
Error: Config validation error: "DATABASE_HOST" is required
    at ConfigModule.forRoot (/app/node_modules/@nestjs/config/dist/config.module.js:78:23)
    at Object.<anonymous> (/app/dist/app.module.js:20:43)`,
        evidence: 'Error: Config validation error: "DATABASE_HOST" is required | at /app/dist/app.module.js:20:43',
    },
    {
        of: "tedious",
        log: `ConnectionError: Login failed for user 'sa'.
    at Login7TokenHandler.onErrorMessage (/app/node_modules/tedious/lib/token/handler.js:186:19) {
  code: 'ELOGIN'
}`,
        evidence: "ConnectionError: Login failed for user 'sa'. | code ELOGIN",
    },
    {
        of: "firebase",
        log: `Error: Failed to parse private key: Error: Invalid PEM formatted message.
    at FirebaseAppError.FirebaseError [as constructor] (/app/node_modules/firebase-admin/lib/utils/error.js:44:28)
    at Object.<anonymous> (/app/dist/firebase.js:8:10) {
  errorInfo: {
    code: 'app/invalid-credential',
    message: 'Failed to parse private key: Error: Invalid PEM formatted message.'
  },
  codePrefix: 'app'
}`,
        evidence: "Error: Failed to parse private key: Error: Invalid PEM formatted message. | at /app/dist/firebase.js:8:10",
    },
    {
        of: "readonly npm",
        log: `npm error code EROFS
npm error syscall mkdir
npm error path /home/node/.npm/_logs
npm error errno EROFS
npm error rofs EROFS: read-only file system, mkdir '/home/node/.npm'
npm error rofs Often virtualized file systems, or other file systems
npm error rofs that don't support symlinks, give this error.`,
        evidence: "EROFS: read-only file system, mkdir '/home/node/.npm'",
    },
    {
        of: "corepack",
        log: `Internal Error: Error when performing the request to https://registry.npmjs.org/pnpm/latest; for troubleshooting help, see https://github.com/nodejs/corepack#troubleshooting
    at fetch (/usr/local/lib/node_modules/corepack/dist/lib/corepack.cjs:22051:11)
    at async fetchAsJson (/usr/local/lib/node_modules/corepack/dist/lib/corepack.cjs:22077:20)`,
        evidence:
            "Internal Error: Error when performing the request to https://registry.npmjs.org/pnpm/latest; for troubleshooting help, see https://github.com/nodejs/corepack#troubleshooting",
    },
    {
        of: "yarn pnp",
        log: `Error: Your application tried to access next, but it isn't declared in your dependencies; this makes the require call ambiguous and unsound.

Required package: next
Required by: /app/

Require stack:
- /app/server.js
    at require$$0.Module._resolveFilename (/app/.pnp.cjs:1:1)`,
        evidence:
            "Error: Your application tried to access next, but it isn't declared in your dependencies; this makes the require call ambiguous and unsound. Required package: next Required by: /app/ | at require$$0.Module._resolveFilename (/app/.pnp.cjs:1:1)",
    },
    {
        of: "uwsgi",
        log: `*** Operational MODE: single process ***
Traceback (most recent call last):
  File "/app/wsgi.py", line 4, in <module>
    application = get_wsgi_application()
  File "/usr/local/lib/python3.12/site-packages/django/core/wsgi.py", line 12, in get_wsgi_application
    django.setup(set_prefix=False)
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.
unable to load app 0 (mountpoint='') (callable not found or import error)
*** no app loaded. GAME OVER ***`,
        evidence: "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty. | at /app/wsgi.py:4",
    },
    {
        of: "sql alchemy",
        log: `INFO:     Waiting for application startup.
ERROR:    Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/starlette/routing.py", line 732, in lifespan
    async with self.lifespan_context(app) as maybe_state:
  File "/app/main.py", line 10, in lifespan
    await db.connect()
ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.7', 5432)

ERROR:    Application startup failed. Exiting.`,
        evidence: "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.7', 5432)",
    },
    {
        of: "caddy",
        log: `{"level":"info","ts":1,"msg":"using config"}
Error: adapting config using caddyfile: /etc/caddy/Caddyfile:3: unrecognized directive: revers_proxy`,
        evidence: "Error: adapting config using caddyfile: /etc/caddy/Caddyfile:3: unrecognized directive: revers_proxy",
    },
    {
        of: "go log fatalln",
        log: `2026/11/24 12:00:00 main.go:31: failed to parse config: yaml: line 3: mapping values are not allowed in this context
exit status 1`,
        evidence: "main.go:31: failed to parse config: yaml: line 3: mapping values are not allowed in this context",
    },
    {
        of: "slog text",
        log: `time=2026-11-24T12:00:00.000Z level=ERROR msg="server stopped" err="listen tcp :80: bind: permission denied"`,
        evidence: "server stopped: listen tcp :80: bind: permission denied",
    },
    {
        of: "kotlin ktor",
        log: `2026-11-24 12:00:00.000 [main] INFO  Application - Autoreload is disabled
Exception in thread "main" java.net.BindException: Address already in use
	at java.base/sun.nio.ch.Net.bind0(Native Method)
	at com.example.ApplicationKt.main(Application.kt:9)`,
        evidence:
            'Exception in thread "main" java.net.BindException: Address already in use | at com.example.ApplicationKt.main(Application.kt:9)',
    },
    {
        of: "jvm oom",
        log: `Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
Terminating due to java.lang.OutOfMemoryError: Java heap space`,
        evidence: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    },
    {
        of: "quarkus",
        log: `2026-11-24 12:00:00,000 ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus
	at io.quarkus.runner.ApplicationImpl.doStart(Unknown Source)
Caused by: io.quarkus.runtime.configuration.ConfigurationException: Model classes are defined for the default persistence unit but datasource not found
	at io.quarkus.hibernate.orm.runtime.X.y(X.java:44)
	... 6 more`,
        evidence:
            "ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus | caused by io.quarkus.runtime.configuration.ConfigurationException: Model classes are defined for the default persistence unit but datasource not found | at io.quarkus.hibernate.orm.runtime.X.y(X.java:44)",
    },
    {
        of: "dotnet json",
        log: `{"EventId":6,"LogLevel":"Critical","Category":"Microsoft.AspNetCore.Server.Kestrel","Message":"Unable to start Kestrel.","Exception":"System.IO.IOException: Failed to bind to address http://0.0.0.0:80: permission denied.\\n   at Microsoft.X.Y()"}`,
        evidence:
            "Unable to start Kestrel: System.IO.IOException: Failed to bind to address http://0.0.0.0:80: permission denied.",
    },
    {
        of: "rails migrations",
        log: `ActiveRecord::PendingMigrationError (

Migrations are pending. To resolve this issue, run:

        bin/rails db:migrate RAILS_ENV=production

):`,
        evidence: "Migrations are pending. To resolve this issue, run: | bin/rails db:migrate RAILS_ENV=production | ):",
    },
    {
        of: "bundler",
        log: `/usr/local/bundle/gems/bundler/lib/bundler/definition.rb:691:in \`materialize': Could not find rack-3.0.8 in locally installed gems (Bundler::GemNotFound)`,
        evidence:
            "/usr/local/bundle/gems/bundler/lib/bundler/definition.rb:691:in `materialize': Could not find rack-3.0.8 in locally installed gems (Bundler::GemNotFound)",
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
    {
        of: "next build",
        log: `▲ Next.js 16.0.1
Failed to compile.

./next.config.ts
Type error: 'x' does not exist in type 'NextConfig'`,
        evidence: "Type error: 'x' does not exist in type 'NextConfig'",
    },
    {
        of: "next env",
        log: ` ▲ Next.js 16.0.1
- Local: http://localhost:3000
 ✓ Ready in 99ms
 ⨯ [Error: Environment variable AUTH_URL is missing] { digest: '12345' }`,
        evidence: "Error: Environment variable AUTH_URL is missing",
    },
    { of: "another language", log: `Fehler: Datenbank nicht erreichbar`, evidence: "Fehler: Datenbank nicht erreichbar" },
    {
        of: "libstdc++",
        log: `node: /lib/x86_64-linux-gnu/libstdc++.so.6: version \`GLIBCXX_3.4.29' not found (required by node)`,
        evidence: "node: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by node)",
    },
    {
        of: "next swc",
        log: `Error: Failed to load SWC binary for linux/x64, see more info here: https://nextjs.org/docs/messages/failed-loading-swc`,
        evidence:
            "Error: Failed to load SWC binary for linux/x64, see more info here: https://nextjs.org/docs/messages/failed-loading-swc",
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

describe("the error in the log", () => {
    for (const { of, log, evidence } of logs) {
        it(`is named: ${of}`, () => {
            assert.equal(quoteLog(log.split("\n"), intent.secretNames), evidence);
        });
    }
});
