// Review stacks that are to be destroyed. Run by actions/github-script.
const { readFileSync } = require("node:fs");

/** Names of review stacks, and no others: a stack that a person made under another name is never destroyed. */
const pattern = /^(?:.*\/)?(pr-([1-9]\d{0,9}))$/;

const day = 24 * 3600 * 1000;

/**
 * Of a pull request's event its own stack alone; else each whose pull request is closed or has lost its label, or that was not
 * deployed for some days.
 */
async function findExpired({ github, context, core, file, days, now = Date.now() }) {
    if (!(days > 0)) {
        throw new Error(`REVIEW_DAYS must be a number of days, got ${days}`);
    }
    const stacks = JSON.parse(readFileSync(file, "utf8")).flatMap(({ name, lastUpdate }) => {
        const [, stack, number] = pattern.exec(name) ?? [];
        return stack === undefined ? [] : [{ stack, number: Number(number), age: now - Date.parse(lastUpdate ?? "") }];
    });
    const event = context.payload.pull_request;
    if (event !== undefined) {
        return stacks.filter(({ number }) => number === event.number).map(({ stack }) => stack);
    }
    const expired = [];
    for (const { stack, number, age } of stacks) {
        const { data: pull } = await github.rest.pulls.get({ ...context.repo, pull_number: number });
        const isWanted = pull.state === "open" && pull.labels.some(({ name }) => name === "review");
        if (!isWanted || age > days * day) {
            expired.push(stack);
            core.info(`${stack}: ${isWanted ? `not deployed for ${Math.floor(age / day)} days` : "not wanted any more"}`);
        }
    }
    return expired;
}

module.exports = { findExpired };
