import type { ProgramLog } from "./program-log";

/** Logs of Node's clients of databases and services. */
export const logsOfDataClients: readonly ProgramLog[] = [
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
];
