import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { createClients } from "../../aws/clients";
import { adopt } from "../../commands/adopt/adopt";
import { accountId, digestOf } from "../commands/aws";
import { Trial, type Result } from "../commands/trial";
import { exampleFolder } from "../support/own";
import { Moto } from "./moto";
import { MotoGate } from "./moto-gate";
import { makeScriptsProduction, type ScriptsProduction } from "./scripts-production";

/** What is read of the document of `adopt --json`. */
export interface Planned {
    readonly ready: boolean;
    readonly settings: readonly { readonly path: string; readonly value: unknown }[];
    readonly refusals: readonly string[];
    readonly rows: readonly { readonly key: string; readonly action: string; readonly id?: string }[];
    readonly removals: readonly { readonly what: string; readonly monthlyUsd?: number }[];
    readonly account: { readonly unseen: readonly string[] };
    readonly importFile?: { readonly resources: readonly { readonly name: string; readonly id?: string }[] };
}

/** Runs `adopt` against moto, where the scripts made production. Registers the hooks of mocha for it. */
export class AdoptTrial {
    public made!: ScriptsProduction;
    public gate!: MotoGate;
    private readonly trial = new Trial();
    private moto?: Moto;

    public constructor() {
        const start = async () => (this.moto = await startMoto());
        before(async function () {
            try {
                await start();
            } catch (error) {
                console.log(`    skipped: moto can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
                this.skip();
            }
        });
        before(async () => {
            process.env.AWS_ENDPOINT_URL = this.moto?.endpoint;
            this.made = await makeScriptsProduction(createClients({ region: "us-east-1" }), accountId);
            delete process.env.AWS_ENDPOINT_URL;
        });
        beforeEach(async () => {
            this.gate = new MotoGate(this.moto?.endpoint ?? "");
            process.env.AWS_ENDPOINT_URL = await this.gate.open();
            const text = readFileSync(join(exampleFolder, "Pulumi.prod.yaml"), "utf8");
            this.write("Pulumi.prod.yaml", text.replace("920013187591", accountId));
            this.set([{ path: "image.digest", value: digestOf(1) }]);
        });
        afterEach(() => this.gate.close());
        after(() => this.moto?.stop());
    }

    public run(...args: readonly string[]): Promise<Result> {
        return this.trial.run(adopt, "prod", ...args);
    }

    public async plan(...args: readonly string[]): Promise<Planned & { readonly exitCode: number }> {
        const { exitCode, stdout } = await this.run("--json", ...args);
        return { exitCode, ...(JSON.parse(stdout) as Planned) };
    }

    /** Sets keys of the stack's file. */
    public set(settings: Planned["settings"]): void {
        const document = parseDocument(this.read("Pulumi.prod.yaml"));
        for (const { path, value } of settings) {
            const [section = "", ...keys] = path.split(".");
            document.setIn(["config", `spotter:${section}`, ...keys], value);
        }
        this.write("Pulumi.prod.yaml", document.toString());
    }

    public read(file: string): string {
        return this.trial.read(file);
    }

    public write(file: string, text: string): void {
        this.trial.write(file, text);
    }
}

async function startMoto(): Promise<Moto> {
    process.env.MOTO_ACM_VALIDATION_WAIT = "0"; // seconds until a certificate is issued
    try {
        return await Moto.start();
    } finally {
        delete process.env.MOTO_ACM_VALIDATION_WAIT;
    }
}
