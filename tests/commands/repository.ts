import { execFileSync } from "node:child_process";
import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleFolder } from "../support/own";
import { programFiles, programRooms } from "../support/program";

/** What a program needs to be previewed. */
const parts = [...programRooms, ...programFiles.filter((file) => file !== "Pulumi.yaml"), "package-lock.json"];

/** A repository of the program with the example's stacks, and packages that are linked. */
export class Repository {
    private readonly root = mkdtempSync(join(tmpdir(), "preview-repository-"));

    /** Where its worktrees are made. */
    public readonly temporary = mkdtempSync(join(tmpdir(), "preview-temporary-"));

    /** @param prefix of the project's folder in the repository */
    constructor(private readonly prefix = "") {
        mkdirSync(this.folder, { recursive: true });
        parts.forEach((part) => cpSync(part, join(this.folder, part), { recursive: true }));
        cpSync(exampleFolder, this.folder, { recursive: true });
        symlinkSync(join(process.cwd(), "node_modules"), join(this.folder, "node_modules"));
        writeFileSync(join(this.root, ".gitignore"), "node_modules\n");
    }

    public get folder(): string {
        return join(this.root, this.prefix);
    }

    public git(...args: readonly string[]): string {
        const settings = ["user.name=Nobody", "user.email=nobody@example.com", "init.defaultBranch=main"];
        const options = settings.flatMap((setting) => ["-c", setting]);
        return execFileSync("git", ["-C", this.root, ...options, ...args], { encoding: "utf8" }).trim();
    }

    /** Commits all that is there, and returns the commit's id. */
    public commit(message: string): string {
        this.git("add", "-A");
        this.git("commit", "-q", "-m", message);
        return this.git("rev-parse", "HEAD");
    }

    public read(file: string): string {
        return readFileSync(join(this.folder, file), "utf8");
    }

    public append(file: string, text: string): void {
        appendFileSync(join(this.folder, file), text);
    }

    public replace(file: string, from: string, to: string): void {
        const text = this.read(file);
        if (!text.includes(from)) {
            throw new Error(`${file} has no ${from}`);
        }
        writeFileSync(join(this.folder, file), text.replace(from, to));
    }

    /** Worktrees and their folders that are still there. */
    public leftovers(): readonly string[] {
        const worktrees = existsSync(join(this.root, ".git")) ? this.git("worktree", "list").split("\n").slice(1) : [];
        return [...worktrees, ...readdirSync(this.temporary).filter((name) => name.startsWith("preview-against-"))];
    }

    public close(): void {
        [this.root, this.temporary].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    }
}
