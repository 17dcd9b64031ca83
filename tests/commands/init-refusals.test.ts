import * as assert from "node:assert/strict";
import { init } from "../../commands/init/init";
import { canary } from "./trial";
import { withDomain, InitTrial } from "./init-trial";

describe("init, where it can't go on", () => {
    const trial = new InitTrial();

    describe("refuses, and writes nothing:", () => {
        const bad: readonly (readonly [string, readonly string[], string])[] = [
            [
                "answers that are missing without a terminal, all in one line",
                ["--project", "fitness", "--domain", "fit.example.com"],
                "without a terminal give --account <id>, --region <region>, --zone <name>\n",
            ],
            [
                "answers that can't be right, all at once",
                [...withDomain, "--project", "My Project", "--account", "12"],
                '--project must be lower-case letters, digits and hyphens, first a letter, got "My Project"\n' +
                    '--account must be an account id of 12 digits, got "12"\n',
            ],
            [
                "what the configuration's own rules refuse",
                [...withDomain, "--port", "80"],
                "fitness:service.port must be a whole number from 1024 to 65535, got 80\n",
            ],
            [
                "a project's name that is another namespace",
                [...withDomain, "--project", "docker"],
                "Pulumi.yaml: name must not be docker, the namespace of other keys\n",
            ],
            ["a digest that is none", [...withDomain, "--digest", "latest"], "fitness:image.digest must be an image digest: "],
            [
                "a folder outside the project",
                [...withDomain, "--folder", "../coach"],
                "--folder must be a folder inside the project, got ../coach\n",
            ],
            ["an env file that does not exist", [...withDomain, "--from", "nowhere"], "nowhere can't be read (ENOENT)\n"],
            [
                "a correction of an unknown variable",
                [...withDomain, "--secret", "COACH"],
                "--secret and --plain must name variables of the file, got COACH\n",
            ],
            [
                "a variable that is both",
                [...withDomain, "--secret", "COACH_URL", "--plain", "COACH_URL"],
                "either --secret or --plain, not both, for COACH_URL\n",
            ],
        ];
        for (const [what, args, message] of bad) {
            it(what, async () => {
                const before = trial.present();
                const { exitCode, stdout, stderr } = await trial.run(init, ...args);
                assert.deepEqual([exitCode, stdout, stderr.slice(0, message.length)], [2, "", message]);
                assert.deepEqual(trial.present(), before);
            });
        }

        it("lines of a value that was not quoted, without showing them", async () => {
            trial.write(".env.example", `KEY=begin\n${canary}=\n`);
            const { exitCode, stderr } = await trial.run(init, ...withDomain);
            assert.equal(exitCode, 2);
            assert.match(stderr, /^\.env\.example: 1 name is not capital letters, digits and _ \(not shown/);
        });

        it("files that exist, unless it is told to replace them", async () => {
            await trial.run(init, ...withDomain);
            const before = trial.present();
            const again = [...withDomain, "--project", "other"];
            const { exitCode, stderr } = await trial.run(init, ...again);
            assert.deepEqual(
                [exitCode, stderr],
                [
                    2,
                    "Pulumi.staging.yaml, Pulumi.prod.yaml, Pulumi.pr.yaml, app/parameters.json would be replaced: --force replaces them\n",
                ],
            );
            assert.deepEqual(trial.present(), before);
            assert.equal((await trial.run(init, ...again, "--force")).exitCode, 0);
            assert.match(trial.read("Pulumi.yaml"), /^name: other$/m);
        });
    });
});
