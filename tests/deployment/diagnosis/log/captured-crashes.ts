/*
 * What programs wrote when they ended, captured from their standard output and error: the folder crashes/ has each whole,
 * with paths, addresses and host names of the machine replaced. Minified source lines are cut at 3,000 characters.
 */
interface Crash {
    /** Name in crashes/. */
    readonly name: string;

    /** What was run. */
    readonly made: string;
    readonly evidence: string;
}

export const crashes: readonly Crash[] = [
    {
        name: "concurrently",
        made: 'concurrently 9: `concurrently "node throw.js" "node -e 1"`',
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    {
        name: "envalid",
        made: 'envalid 8: `cleanEnv({ AUTH_URL: "nonsense" }, { AUTH_URL: url(), AUTH_SECRET: str() })`',
        evidence:
            'Invalid environment variables: AUTH_URL: Invalid url: "nonsense"; Missing environment variables: AUTH_SECRET: undefined',
    },
    {
        name: "fastify-port-in-use",
        made: "fastify 5 with its logger: listen() on a port in use, then log.fatal(error)",
        evidence: "Error: listen EADDRINUSE: address already in use 0.0.0.0:3990",
    },
    {
        name: "fetch",
        made: "node 20: fetch() of a port that is closed",
        evidence: "TypeError: fetch failed | caused by Error: connect ECONNREFUSED 127.0.0.1:5 | at async /app/fetch.js:1:26",
    },
    { name: "go-panic", made: "go run: panic(errors.New(…))", evidence: "panic: DATABASE_URL is not set | at /app/a.go:3" },
    {
        name: "java-cause",
        made: "java 17: an exception thrown as the cause of another",
        evidence:
            'Exception in thread "main" java.lang.RuntimeException: Application run failed | caused by java.lang.IllegalStateException: no data source | at A.load(A.java:1)',
    },
    {
        name: "nest",
        made: "NestJS 12: a provider with a dependency that no module provides",
        evidence:
            "ERROR [ExceptionHandler] UnknownDependenciesException [Error]: Nest can't resolve dependencies of the UserService (?). Please make sure that the argument Repo at index [0] is available in the AppModule module.…more common dependency resolution issues, see: https://docs.nestjs.com/faq/common-errors",
    },
    {
        name: "next-page",
        made: "next 16, standalone: a page that throws",
        evidence:
            "Error: no tenant for this host | at <unknown> (.next/server/chunks/ssr/[root-of-the-server]__1tccf9qivgv37._.js:1:1092)",
    },
    {
        name: "next-standalone-port-in-use",
        made: "next 16: `node server.js` of a standalone build, port in use",
        evidence: "Error: listen EADDRINUSE: address already in use 0.0.0.0:3996",
    },
    {
        name: "next-start-instrumentation",
        made: "next 16: `next start`, register() in instrumentation.js throws",
        evidence:
            "Failed to preload entries: Error: An error occurred while loading instrumentation hook: AUTH_SECRET is required in production | at Module.register (.next/server/chunks/instrumentation_0hw5kte0e6fxw.js:1:103)",
    },
    {
        name: "next-start-no-build",
        made: "next 16: `next start` without a build",
        evidence:
            "Error: Could not find a production build in the '.next' directory. Try building your app with 'next build' before starting the production server. https://nextjs.org/docs/messages/production-start-no-build-id",
    },
    {
        name: "node-20-missing-entry",
        made: "node 20.20.2: `node nothere.js`",
        evidence: "Error: Cannot find module '/app/nothere.js' | code MODULE_NOT_FOUND",
    },
    {
        name: "node-20-missing-module",
        made: 'node 20.20.2: require("./server/config.js") of a file that is not there',
        evidence: "Error: Cannot find module './server/config.js' | code MODULE_NOT_FOUND | at /app/missing.js:1:1",
    },
    { name: "node-20-options", made: "node 20.20.2: NODE_OPTIONS=--bad", evidence: "node: --bad is not allowed in NODE_OPTIONS" },
    {
        name: "node-20-thrown",
        made: "node 20.20.2: throw new Error(…) in a function",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    {
        name: "node-22-aggregate",
        made: "node 22.23.3: Promise.any() of two rejections",
        evidence:
            "AggregateError: All promises were rejected; Error: replica 1: timed out; Error: replica 2: access denied | at /app/aggregate2.js:1:29",
    },
    {
        name: "node-22-esm-package",
        made: "node 22.23.3: import of a package that is not installed",
        evidence: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'not-installed' imported from /app/esm2.mjs",
    },
    {
        name: "node-22-heap",
        made: "node 22.23.3: --max-old-space-size=40 and an array that grows",
        evidence: "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
    },
    {
        name: "node-22-logged-then-exit",
        made: "node 22.23.3: main().catch(console.error), then lines of an orderly end",
        evidence:
            "Failed to start: TypeError: Cannot read properties of undefined (reading 'url') | at main (/app/exit-after-error.js:1:34)",
    },
    {
        name: "node-22-missing-module",
        made: "node 22.23.3: as with 20",
        evidence: "Error: Cannot find module './server/config.js' | code MODULE_NOT_FOUND | at /app/missing.js:1:1",
    },
    {
        name: "node-22-own-error",
        made: "node 22.23.3: a class of its own, with a message of three lines and a property",
        evidence:
            "ConfigurationError: Invalid configuration: - PORT must be a number - AUTH_URL is missing | at /app/custom.js:2:7",
    },
    {
        name: "node-22-port-in-use",
        made: "node 22.23.3: listen() on a port in use",
        evidence: "Error: listen EADDRINUSE: address already in use 0.0.0.0:3000",
    },
    {
        name: "node-22-rejection-with-error",
        made: "node 22.23.3: a rejection that nothing handles, with code, errno and address",
        evidence: "Error: connect ECONNREFUSED 10.0.3.7:5432 | at connect (/app/reject-error.js:1:48)",
    },
    {
        name: "node-22-rejection-with-string",
        made: 'node 22.23.3: Promise.reject("no database configured")',
        evidence: "UnhandledPromiseRejection: no database configured",
    },
    {
        name: "node-22-syntax",
        made: "node 22.23.3: `const port = process.env.PORT ??;`",
        evidence: "SyntaxError: Unexpected token ';' | at /app/syntax.js:1",
    },
    {
        name: "node-22-thrown-string",
        made: 'node 22.23.3: throw "no configuration"',
        evidence: "no configuration | at /app/throw-string.js:1",
    },
    {
        name: "node-22-thrown",
        made: "node 22.23.3: as with 20",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    {
        name: "node-24-causes",
        made: "node 24.21.0: an error with a cause that has a cause",
        evidence:
            "Error: boot failed | caused by SyntaxError: Expected property name or '}' in JSON at position 2 (line 1 column 3) | at load (/app/cause.js:1:30)",
    },
    {
        name: "node-24-esm-export",
        made: "node 24.21.0: import of a name that the module does not export",
        evidence: "SyntaxError: The requested module './lib.mjs' does not provide an export named 'missing' | at /app/esm.mjs:1",
    },
    {
        name: "node-24-listen-denied",
        made: "node 24.21.0: listen() on a socket that may not be made",
        evidence: "Error: listen EACCES: permission denied /proc/1/x.sock | at /app/eacces.js:1:37",
    },
    {
        name: "node-24-missing-module",
        made: "node 24.21.0: as with 20",
        evidence: "Error: Cannot find module './server/config.js' | code MODULE_NOT_FOUND | at /app/missing.js:1:1",
    },
    {
        name: "node-24-thrown",
        made: "node 24.21.0: as with 20",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    {
        name: "npm-6-start",
        made: "npm 6: `npm start` of a script that throws",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    { name: "npm-missing-script", made: "npm 11: `npm run nothing`", evidence: 'Missing script: "nothing"' },
    {
        name: "npm-start",
        made: "npm 11: `npm start` of a script that throws",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    { name: "npm-unknown-command", made: "npm 11: a script whose command is not installed", evidence: "sh: 1: nextt: not found" },
    {
        name: "pino-error-with-cause",
        made: "pino 10: log.error({ err }) with a cause and a code, then a line of info",
        evidence: "query failed: connect ETIMEDOUT 10.0.3.7:5432 | code P1001 | at /app/pino2.js:2:46",
    },
    {
        name: "pino-fatal",
        made: 'pino 10: log.fatal(error, "boot failed"), then a line of info',
        evidence: "boot failed: Error: ENOENT: no such file or directory, open '/app/certs/ca.pem' | at /app/pino.js:4:26",
    },
    {
        name: "pino-pretty",
        made: "pino 10 through pino-pretty",
        evidence: "ERROR (21719): cannot load feature flags | at /app/pinopretty.js:1:104",
    },
    {
        name: "pnpm-start",
        made: "pnpm 9: `pnpm start` of a script that throws",
        evidence: "Error: AUTH_URL must be a URL | at readEnvironment (/app/throw.js:3:15)",
    },
    {
        name: "prisma-6-engine",
        made: "@prisma/client 6: a query engine that is no library",
        evidence:
            "PrismaClientInitializationError: Unable to require(`/bin/true`). The Prisma engines do not seem to be compatible with your system. Please refer to the documentation about Prisma's system requirements:…-requirements Details: /bin/true: cannot dynamically load position-independent executable",
    },
    {
        name: "prisma-6-not-generated",
        made: "@prisma/client 6 before `prisma generate`",
        evidence:
            'Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again. | at /app/ungenerated.js:1:53',
    },
    {
        name: "prisma-7-environment",
        made: "prisma 7: `prisma migrate deploy` without DATABASE_URL",
        evidence:
            'Failed to load config file "/app" as a TypeScript/JavaScript module. Error: PrismaConfigEnvError: Cannot resolve environment variable: DATABASE_URL.',
    },
    {
        name: "prisma-7-no-adapter",
        made: "@prisma/client 7: new PrismaClient() without an adapter; its source line is cut",
        evidence:
            "PrismaClientInitializationError: PrismaClient was instantiated without any options. A driver adapter is required to connect to your database. Pass a driver adapter to the PrismaClient constructor, for example:…directly, pass `accelerateUrl` to the PrismaClient constructor instead of `adapter`. | at /app/noadapter.js:1:53",
    },
    {
        name: "prisma-7-unreachable",
        made: "@prisma/client 7 with @prisma/adapter-pg: a database that is not there; its source line is cut",
        evidence:
            "PrismaClientKnownRequestError: Invalid `prisma.user.findFirst()` invocation: Can't reach database server at 127.0.0.1:5 | code P1001 | at async main (/app/app.js:3:25)",
    },
    {
        name: "python-causes",
        made: "python 3.11: raise … from …",
        evidence:
            "RuntimeError: cannot read settings | caused by json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) | at /app/a.py:6",
    },
    { name: "segmentation-fault", made: "sh: a program that writes to address 0", evidence: "Segmentation fault" },
    {
        name: "t3-env",
        made: "@t3-oss/env-nextjs with zod 4",
        evidence:
            "Invalid environment variables: DATABASE_URL: Invalid input: expected string, received undefined; AUTH_SECRET: Too small: expected string to have >=32 characters | at /app/t3.mjs:2:1",
    },
    {
        name: "winston-exception",
        made: "winston 3: exceptions.handle(), a throw in a timer",
        evidence: "uncaughtException: pool size must be positive | at Timeout._onTimeout (/app/winston.js:5:48)",
    },
    {
        name: "winston-simple",
        made: "winston 3: format.simple() with colours, then a line of info",
        evidence: "Error: no such queue: mail | at /app/winston2.js:4:33",
    },
    {
        name: "worker-thread",
        made: 'node 20: a worker thread that throws, logged in its "error" event',
        evidence: "Worker failed: Error: cannot open model file | at /app/workerthread.js:1:197",
    },
    {
        name: "zod-prettified",
        made: "zod 4: z.prettifyError()",
        evidence:
            "Invalid environment: ✖ Too small: expected string to have >=32 characters → at AUTH_SECRET ✖ Invalid input: expected string, received undefined → at AUTH_URL",
    },
    {
        name: "zod",
        made: "zod 4: parse() that throws",
        evidence:
            "ZodError: AUTH_SECRET: Too small: expected string to have >=32 characters; AUTH_URL: Invalid input: expected string, received undefined; PORT: Invalid input: expected number, received NaN | at /app/zod.js:1:121",
    },
];
