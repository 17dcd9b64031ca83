import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** The standalone server has the shape of the repository: `apps/site/server.js`. */
export default { output: "standalone", outputFileTracingRoot: root, turbopack: { root }, images: { unoptimized: true } };
