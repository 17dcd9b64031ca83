import * as assert from "node:assert/strict";
import { init } from "../../commands/init/init";
import { required, withDomain, InitTrial } from "./init-trial";

describe("init, by a person", () => {
    const trial = new InitTrial();

    describe("at a terminal", () => {
        /** Answers by what a question begins with; the proposal is taken where there is no answer. */
        const answer = (answers: Readonly<Record<string, string>>, chosen?: readonly string[], confirmed = false) => {
            const asked: string[] = [];
            trial.context = {
                prompts: {
                    isTerminal: true,
                    confirm: (message) => {
                        asked.push(message);
                        return Promise.resolve(confirmed);
                    },
                    hidden: () => Promise.reject(new Error("nothing here is hidden")),
                    line: ({ message, initialValue, validate }) => {
                        const given = answers[Object.keys(answers).find((start) => message.startsWith(start)) ?? ""];
                        const text = given ?? initialValue ?? "";
                        asked.push(`${message} [${initialValue ?? ""}]`);
                        assert.equal(validate?.(text), undefined);
                        return Promise.resolve(text);
                    },
                    select: (message, values, selected) => {
                        asked.push(
                            `${message} ${values.map((value) => `${value}${selected.includes(value) ? "*" : ""}`).join(" ")}`,
                        );
                        return Promise.resolve(chosen ?? selected);
                    },
                },
            };
            return asked;
        };

        it("asks for what no option gives, with proposals, and shows which variables seem secret", async () => {
            const asked = answer({ "Name of": "fitness", "AWS account": "210987654321", "Host name": "fit.example.com" });
            assert.equal((await trial.run(init)).exitCode, 0);
            assert.deepEqual(asked, [
                "Name of the project, which its keys and its resources' names begin with []",
                "AWS account of both stacks []",
                "AWS region of both stacks [us-east-1]",
                "Host name of production, or none for plain HTTP [none]",
                "Route 53 hosted zone of the domain [example.com]",
                "Port that the application listens on [3000]",
                "Path that answers 200 while the application lives [/api/health]",
                "Env file to take the variables' names from, or none; its values are not read [.env.example]",
                "Which of the variables are secret? COACH_API_TOKEN* COACH_URL SUPPORT_CODE",
            ]);
        });

        it("asks before it replaces files, and changes nothing without a yes", async () => {
            const options = [...withDomain, "--port", "3000", "--health-path", "/", "--from", "none"];
            await trial.run(init, ...options);
            const before = trial.present();
            const asked = answer({});
            const { exitCode, stderr } = await trial.run(init, ...options, "--project", "other");
            assert.equal(exitCode, 2);
            assert.match(stderr, /^Pulumi\.staging\.yaml, .* would be replaced: --force replaces them\n$/);
            assert.deepEqual(asked, ["Replace Pulumi.staging.yaml, Pulumi.prod.yaml, Pulumi.pr.yaml, app/parameters.json?"]);
            assert.deepEqual(trial.present(), before);
            answer({}, [], true);
            assert.equal((await trial.run(init, ...options, "--project", "other")).exitCode, 0);
            assert.match(trial.read("Pulumi.yaml"), /^name: other$/m);
        });

        it("takes the correction of the secrets, and asks nothing that an option answers", async () => {
            const asked = answer({}, ["SUPPORT_CODE"]);
            const { stdout } = await trial.run(
                init,
                ...required,
                "--domain",
                "none",
                "--port",
                "3000",
                "--health-path",
                "/",
                "--from",
                ".env.example",
            );
            assert.equal(asked.length, 1);
            assert.match(stdout, /^3 variables, secret: SUPPORT_CODE$/m);
        });
    });
});
