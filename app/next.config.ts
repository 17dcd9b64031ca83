import type { NextConfig } from "next";
import { sourceHash } from "./source-hash";
import { longestBody } from "./src/security/longest-body";

const root = import.meta.dirname;
const id = sourceHash(root);

const config: NextConfig = {
    output: "standalone",
    // The repository has a lock file of its own; without this the output would be nested under `app/`.
    outputFileTracingRoot: root,
    turbopack: { root },
    outputFileTracingIncludes: { "/*": ["./prisma/migrations/**/*"] },
    // Only the key "*" reaches the server's own trace. No image is resized, no font adjusted, and
    // prebuilds of other platforms don't run.
    outputFileTracingExcludes: {
        "*": [
            "node_modules/@img/**",
            "node_modules/sharp/**",
            "node_modules/typescript/**",
            "node_modules/better-sqlite3/{deps,src}/**",
            "node_modules/better-sqlite3/prebuilds/{darwin,win32,linuxmusl}-*",
            "node_modules/next/dist/server/capsize-font-metrics.json",
            // For development, and for React's experimental channel.
            "node_modules/next/dist/server/dev/{hot-middleware,middleware-*,turbopack-utils,on-demand-entry-handler}.js",
            "node_modules/next/dist/server/dev/hot-reloader-{rspack,shared-utils,turbopack,webpack}.js",
            "node_modules/next/dist/server/dev/{static-paths-worker,dev-validation-*,use-cache-probe-*}.js",
            "node_modules/next/dist/compiled/next-server/app-page-turbo-experimental.runtime.prod.js",
        ],
    },
    images: { unoptimized: true },
    // Every page is rendered for its request; nothing is to be written beside the code.
    experimental: {
        isrFlushToDisk: false,
        // Next.js keeps the body of each request that passes a proxy in memory, 10 MB of it unless it is told less: sixty
        // slow clients would end a task of 512 MB. src/security/gate.ts refuses what is longer.
        proxyClientMaxBodySize: longestBody,
    },
    generateBuildId: () => id,
    // A page of another release loads whole, where its parts would not fit: docs/your-image.md, Behind several tasks.
    deploymentId: process.env.NEXT_DEPLOYMENT_ID || id, // empty, where a build names none
    poweredByHeader: false,
    reactStrictMode: true,
};

export default config;
