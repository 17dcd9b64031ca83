import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { parameters } from "../../config/parameters";
import { toEnvFile } from "./env-file";

const file = ".env";

const command = new Command("env")
    .description(`Writes ${file} for docker-compose.yml: every variable of the catalogue, with what one machine needs set.`)
    .option("--force", `write over a ${file} that is there`, false)
    .helpOption("-h, --help", "this text")
    .action(({ force }: { force: boolean }) => {
        const content = toEnvFile(parameters, () => randomBytes(32).toString("base64url"));
        try {
            writeFileSync(file, content, { mode: 0o600, flag: force ? "w" : "wx" });
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
                throw error;
            }
            process.stderr.write(`${file} is there already and stays as it is; --force writes it anew, with other secrets\n`);
            process.exitCode = 1;
            return;
        }
        chmodSync(file, 0o600); // a file that was there keeps its mode
        process.stdout.write(`${file}: ${parameters.length} variables, readable by you alone; next: docker compose up --build\n`);
    });

command.parse();
