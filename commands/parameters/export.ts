import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parameters } from "../../config/parameters";

/** Read by the application: its image is built from `app/` alone, which the catalogue is not in. */
export const exportedFile = join("app", "parameters.json");

/** The catalogue as the application reads it, with a line break at its end. */
export function exportOf(catalogue: typeof parameters): string {
    const entries = catalogue.map(({ name, category, secret, required, description }) => ({
        name,
        category,
        secret,
        required,
        description,
    }));
    return `${JSON.stringify(entries, null, 4)}\n`;
}

if (require.main === module) {
    writeFileSync(exportedFile, exportOf(parameters));
    process.stdout.write(`${exportedFile}: ${parameters.length} variables\n`);
}
