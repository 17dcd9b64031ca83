/** A comment of a pull request. */
export interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    body: string;
}

/** A pull request, as far as the scripts read it. */
export interface Pull {
    readonly number: number;
    readonly state: "open" | "closed";
    readonly labels: readonly { readonly name: string }[];
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
}

export const bot = "github-actions[bot]";

/** GitHub's API, as far as the scripts ask it. */
export class GitHubDouble {
    public readonly comments: Comment[] = [];
    public readonly notices: string[] = [];
    public pulls: readonly Pull[] = [];

    /** Which pull request each comment was made on. */
    public readonly commentedOn: number[] = [];

    public readonly core = {
        notice: (text: string) => void this.notices.push(text),
        info: (text: string) => void this.notices.push(text),
    };

    public readonly github = {
        paginate: (list: (query: object) => Promise<unknown>, query: object) => list(query),
        rest: {
            issues: {
                listComments: () => Promise.resolve(this.comments),
                createComment: ({ body, issue_number: number }: { body: string; issue_number: number }) => {
                    this.commentedOn.push(number);
                    this.comments.push({ id: this.comments.length + 1, user: { login: bot }, body });
                    return Promise.resolve();
                },
                updateComment: ({ body, comment_id: id }: { body: string; comment_id: number }) => {
                    this.comments.filter((comment) => comment.id === id).forEach((comment) => (comment.body = body));
                    return Promise.resolve();
                },
            },
            pulls: {
                list: () => Promise.resolve({ data: this.pulls }),
                get: ({ pull_number: number }: { pull_number: number }) =>
                    Promise.resolve({ data: this.pulls.find((pull) => pull.number === number) }),
            },
        },
    };
}
