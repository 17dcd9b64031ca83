import { Command } from "commander";
import type { CommandContext } from "../shared/context";
import { Output } from "../shared/output";

interface Options {
    readonly catalogue: string;
    readonly force: boolean;
}

export function env({ folder, streams }: CommandContext): Command {
    return new Command("env")
        .option("--catalogue <file>", "file with the variables of the application", "app/parameters.json")
        .option("--force", "replace an existing .env", false)
        .action(({ catalogue, force }: Options) => {
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- the help does not need the catalogue's rules
            const { writeEnvFile } = require("./write-env-file") as typeof import("./write-env-file");
            const { file, count } = writeEnvFile(folder, catalogue, force);
            new Output(streams, false).lines(
                `${file}: ${count} variables, readable by you alone; next: docker compose up --build`,
            );
        });
}
