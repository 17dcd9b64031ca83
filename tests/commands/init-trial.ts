import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canary, Trial } from "./trial";

export const required = ["--project", "fitness", "--account", "210987654321", "--region", "eu-west-1"];
export const withDomain = [...required, "--domain", "fit.example.com", "--zone", "example.com"];

/** An env file with real values in it, which must go nowhere. */
export const envFile = `# Coach
COACH_API_TOKEN=${canary}
COACH_URL="https://coach.example.com/${canary}"
# SUPPORT_CODE=${canary}
PORT=8080
`;

/** What `init` may write. */
const files = [
    "Pulumi.yaml",
    "Pulumi.staging.yaml",
    "Pulumi.prod.yaml",
    "Pulumi.pr.yaml",
    "app/parameters.json",
    "config/stack.schema.json",
    "app/parameters.schema.json",
];

/** A project without an application, beside an env file. Each test begins anew. */
export class InitTrial extends Trial {
    public constructor() {
        super();
        beforeEach(() => {
            this.write(".env.example", envFile);
            rmSync(join(this.folder, "app"), { recursive: true });
        });
    }

    /** The text of each file that `init` may write, where there is one. */
    public present(): [file: string, text: string | undefined][] {
        return files.map((file) => [file, existsSync(join(this.folder, file)) ? this.read(file) : undefined]);
    }
}
