import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { defaultCatalogueFile, readCatalogue } from "../../config/catalogue";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { Output } from "../shared/output";
import { toEnvFile } from "./env-file";

const file = ".env";

interface Options {
    readonly catalogue: string;
    readonly force: boolean;
}

export function env({ folder, streams }: CommandContext): Command {
    return new Command("env")
        .option("--catalogue <file>", "file with the variables of the application", defaultCatalogueFile)
        .option("--force", `replace an existing ${file}`, false)
        .action(({ catalogue, force }: Options) => {
            const { variables } = readCatalogue(catalogue, folder);
            const content = toEnvFile(variables, (bytes) => randomBytes(bytes).toString("base64url"));
            write(join(folder, file), content, force);
            new Output(streams, false).lines(
                `${file}: ${variables.length} variables, readable by you alone; next: docker compose up --build`,
            );
        });
}

function write(path: string, content: string, force: boolean): void {
    try {
        writeFileSync(path, content, { mode: 0o600, flag: force ? "w" : "wx" });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            throw error;
        }
        throw new CommandError(`${file} exists and was not changed; --force replaces it, with new secrets`);
    }
    chmodSync(path, 0o600); // an existing file keeps its mode
}
