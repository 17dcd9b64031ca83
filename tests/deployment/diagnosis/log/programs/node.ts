import type { ProgramLog } from "./program-log";

/** Logs of Node, its frameworks and tools. */
export const logsOfNodePrograms: readonly ProgramLog[] = [
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
        of: "an application's own words",
        log: `▲ Next.js 16.0.1
   Starting...
Licence has lapsed; contact sales
stopped`,
        evidence: "▲ Next.js 16.0.1 | Starting... | Licence has lapsed; contact sales",
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
        of: "log4js",
        log: `[2026-11-24T12:00:00.000] [ERROR] default - Cannot start: license file absent`,
        evidence: "[ERROR] default - Cannot start: license file absent",
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
        of: "nestjs config",
        log: `[Nest] 1  - 11/24/2026, 12:00:00 PM     LOG [NestFactory] Starting Nest application...
Error: Config validation error: "DATABASE_HOST" is required
    at ConfigModule.forRoot (/app/node_modules/@nestjs/config/dist/config.module.js:78:23)
    at Object.<anonymous> (/app/dist/app.module.js:20:43)`,
        evidence: 'Error: Config validation error: "DATABASE_HOST" is required | at /app/dist/app.module.js:20:43',
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
        of: "bundler",
        log: `/usr/local/bundle/gems/bundler/lib/bundler/definition.rb:691:in \`materialize': Could not find rack-3.0.8 in locally installed gems (Bundler::GemNotFound)`,
        evidence:
            "/usr/local/bundle/gems/bundler/lib/bundler/definition.rb:691:in `materialize': Could not find rack-3.0.8 in locally installed gems (Bundler::GemNotFound)",
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
    {
        of: "next swc",
        log: `Error: Failed to load SWC binary for linux/x64, see more info here: https://nextjs.org/docs/messages/failed-loading-swc`,
        evidence:
            "Error: Failed to load SWC binary for linux/x64, see more info here: https://nextjs.org/docs/messages/failed-loading-swc",
    },
];
