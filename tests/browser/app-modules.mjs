// Loaded before a script of a test: it imports modules and packages of the application, as Next.js resolves them.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const app = new URL("../../app/", import.meta.url);
const source = new URL("src/", app);

registerHooks({
    resolve(specifier, context, next) {
        const parentURL = context.parentURL?.startsWith(app.href) ? context.parentURL : source.href;
        const path = specifier.startsWith("@/") ? new URL(specifier.slice(2), source).href : specifier;
        const file = /^(file:|\.)/.test(path) ? new URL(`${path}.ts`, parentURL) : undefined;
        return next(file && existsSync(fileURLToPath(file)) ? file.href : path, { ...context, parentURL });
    },
    load(url, context, next) {
        return next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
    },
});
