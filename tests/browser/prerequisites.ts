import { server } from "./build";
import { chromium } from "./chromium";
import { nodeOfImage } from "./node-of-image";

/** Builds the application before the first test; without what that needs all tests are skipped, with the reason. */
export async function prepareOrSkip(this: Mocha.Context): Promise<void> {
    await nodeOfImage().catch((error: unknown) =>
        skip(this, `no Node.js of the version in the image: ${String(error).slice(0, 200)}`),
    );
    await server();
}

/** The same, for tests that open pages. */
export async function prepareBrowserOrSkip(this: Mocha.Context): Promise<void> {
    if (chromium === undefined) {
        skip(this, "no Chromium: apt-get install chromium, or CHROMIUM=<path>");
    }
    await prepareOrSkip.call(this);
}

function skip(context: Mocha.Context, reason: string): never {
    console.log(`    skipped: ${reason}`);
    return context.skip();
}
