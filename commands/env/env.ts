import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { defaultCatalogueFile, readCatalogue } from "../../config/catalogue";
import { ConfigError } from "../../config/problems";
import { toEnvFile } from "./env-file";

const file = ".env";

const command = new Command("env")
    .description(`Writes ${file} for docker-compose.yml: every variable of the catalogue, with what one machine needs set.`)
    .option("--catalogue <file>", "file with the variables of the application", defaultCatalogueFile)
    .option("--force", `write over an existing ${file}`, false)
    .helpOption("-h, --help", "this text")
    .action(({ catalogue, force }: { catalogue: string; force: boolean }) => {
        try {
            const { variables } = readCatalogue(catalogue);
            const content = toEnvFile(variables, (bytes) => randomBytes(bytes).toString("base64url"));
            writeFileSync(file, content, { mode: 0o600, flag: force ? "w" : "wx" });
            chmodSync(file, 0o600); // an existing file keeps its mode
            process.stdout.write(
                `${file}: ${variables.length} variables, readable by you alone; next: docker compose up --build\n`,
            );
        } catch (error) {
            process.stderr.write(`${describeError(error)}\n`);
            process.exitCode = 1;
        }
    });

function describeError(error: unknown): string {
    if (error instanceof ConfigError) {
        return error.message;
    }
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
        return `${file} exists already and is not changed; --force replaces it, with new secrets`;
    }
    throw error;
}

command.parse();
