// Comments of workflows on a pull request: one of each kind, which is edited. Run by actions/github-script.
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** GitHub takes 65,536 characters. */
const maxLength = 60_000;

/** What the workflows' own token writes as. */
const author = "github-actions[bot]";

const invisible = "&#8203;";

/**
 * Posts what the offline preview of a pull request made.
 *
 * Which pull request that is, GitHub says; the file may be anyone's. A run whose pull request has gone on is passed over.
 */
async function commentOnRun({ github, context, core, file }) {
    const { head_sha: sha, head_branch: branch, head_repository: head } = context.payload.workflow_run;
    const { data } = head
        ? await github.rest.pulls.list({ ...context.repo, state: "open", head: `${head.owner.login}:${branch}` })
        : { data: [] };
    const [pull, ...others] = data.filter((each) => each.head.sha === sha && each.head.repo?.full_name === head.full_name);
    if (pull === undefined || others.length > 0) {
        core.notice("no comment: the commit is that of no open pull request, or of several");
        return;
    }
    const text = cut(withoutReach(readFileSync(file, "utf8")));
    const heading = `What ${sha.slice(0, 12)} would change, as its own code says it:`;
    await upsert({ github, context, number: pull.number, kind: "offline-preview", body: `${heading}\n\n${text}` });
}

/** Posts what `pulumi preview` said of each stack, a file each. */
async function commentOnPreviews({ github, context, folder }) {
    const { number, head } = context.payload.pull_request;
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".txt")) : [];
    const room = maxLength / Math.max(files.length, 1);
    const parts = files.sort().map((name) => details(name.slice(0, -4), readFileSync(join(folder, name), "utf8"), room));
    const heading = `\`pulumi preview\` of ${head.sha.slice(0, 12)}, without a refresh:`;
    const body = [heading, ...(parts.length === 0 ? ["There is none: see the run's log."] : parts)].join("\n\n");
    await upsert({ github, context, number, kind: "preview", body });
}

/** Posts where a review stack serves. */
async function commentOnReview({ github, context, url }) {
    const { number, head } = context.payload.pull_request;
    const body = `${head.sha.slice(0, 12)} serves at ${url}`;
    await upsert({ github, context, number, kind: "review-stack", body });
}

/** Edits the comment of a kind, or makes it. What others wrote is left alone, whatever it begins with. */
async function upsert({ github, context, number, kind, body }) {
    const marker = `<!-- ${kind} -->`;
    const comments = await github.paginate(github.rest.issues.listComments, { ...context.repo, issue_number: number });
    const mine = comments.find((comment) => comment.user?.login === author && comment.body?.startsWith(marker));
    const content = { ...context.repo, body: `${marker}\n${body}` };
    await (mine === undefined
        ? github.rest.issues.createComment({ ...content, issue_number: number })
        : github.rest.issues.updateComment({ ...content, comment_id: mine.id }));
}

/** Markdown of which GitHub makes no mention, reference, link, image, or element beside a few. */
function withoutReach(text) {
    return text
        .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
        .replaceAll(/<(?!\/?(?:br|sub|code)>)/g, "&lt;")
        .replaceAll(/@|&(?:#0*64|#x0*40|commat);/gi, `&#64;${invisible}`)
        .replaceAll(/(?<!&)#(?=\d)|&(?:#0*35|#x0*23|num);/gi, `&#35;${invisible}`)
        .replaceAll(/\b(GH)-(?=\d)/gi, `$1-${invisible}`)
        .replaceAll(/[[\]]/g, (bracket) => `&#${bracket.charCodeAt(0)};`)
        .replaceAll("://", "&#58;//")
        .replaceAll(/\bwww\./gi, "www&#46;");
}

/** A text that is shown as it is, on demand: the fence is longer than any in it. */
function details(title, text, room) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    const last = text.trimEnd().split("\n").slice(-1)[0];
    const shown = text.length > room ? `…\n${text.slice(text.length - room)}` : text; // the end has the sum, and the errors
    return `<details><summary>${title}: ${plain(last)}</summary>\n\n${fence}\n${shown.trimEnd()}\n${fence}\n</details>`;
}

function plain(text) {
    return text.slice(0, 200).replaceAll(/[^\p{L}\p{N} ,;/=.()+?%·▸…–-]/gu, (each) => `&#${each.codePointAt(0)};`);
}

function cut(text) {
    return text.length > maxLength ? `${text.slice(0, maxLength)}\n\n… and more: see the run's log` : text;
}

module.exports = { commentOnRun, commentOnPreviews, commentOnReview };
