import Database from "better-sqlite3";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(process.cwd(), "prisma", "migrations");

/** Prisma's own record of what was applied, so that its command line agrees. */
const record = `
    CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
        "id"                    TEXT PRIMARY KEY NOT NULL,
        "checksum"              TEXT NOT NULL,
        "finished_at"           DATETIME,
        "migration_name"        TEXT NOT NULL,
        "logs"                  TEXT,
        "rolled_back_at"        DATETIME,
        "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
        "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
    )`;

/**
 * Brings a database to the committed migrations, all or nothing. Prisma would do it with an engine that it downloads,
 * and that the image has no other use for.
 */
export function migrate(file: string): void {
    const database = new Database(file);
    try {
        database.pragma("journal_mode = WAL");
        database.transaction(() => apply(database)).immediate();
    } finally {
        database.close();
    }
}

function apply(database: Database.Database): void {
    database.exec(record);
    const applied = database.prepare<[], string>(`SELECT migration_name FROM "_prisma_migrations"`).pluck().all();
    const note = database.prepare<[string, string, number, string]>(
        `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES (?, ?, ?, ?, 1)`,
    );
    for (const name of readdirSync(folder).sort()) {
        const script = join(folder, name, "migration.sql");
        if (existsSync(script) && !applied.includes(name)) {
            const sql = readFileSync(script, "utf8");
            database.exec(sql);
            note.run(randomUUID(), createHash("sha256").update(sql).digest("hex"), Date.now(), name);
        }
    }
}
