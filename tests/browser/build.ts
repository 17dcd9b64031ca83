import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { nodeOfImage } from "./node-of-image";

const run = promisify(execFile);
export const app = join(__dirname, "..", "..", "app");
const standalone = join(app, ".next", "standalone");

let built: Promise<string> | undefined;

/** Path of the application's server; builds it where the sources changed since. */
export function server(): Promise<string> {
    built ??= build();
    return built;
}

async function build(): Promise<string> {
    const node = await nodeOfImage();
    const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
    const inApp = (command: string, ...args: string[]) => run(command, args, { cwd: app, env, maxBuffer: 1 << 24 });

    if (!existsSync(join(app, "node_modules", ".package-lock.json"))) {
        await inApp("npm", "ci", "--ignore-scripts");
    }
    const hash = `import { sourceHash } from "./source-hash.ts"; console.log(sourceHash("."));`;
    const { stdout } = await inApp(node, "--experimental-strip-types", "--no-warnings", "--input-type=module", "-e", hash);
    if (buildId() !== stdout.trim()) {
        await inApp("npm", "run", "build");
    }
    cpSync(join(app, "public"), join(standalone, "public"), { recursive: true });
    cpSync(join(app, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
    return join(standalone, "server.js");
}

function buildId(): string | undefined {
    const file = join(standalone, ".next", "BUILD_ID");
    return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
