import { catalogueFileSchema, stackFileSchema } from "../../config/json-schema";
import { readStack } from "../../config/read-stack";
import { withTemporaryFolder } from "../shared/temporary-folder";
import { catalogueSchemaFile } from "./project-files";
import { writeAll, type Files } from "./write-files";

const stackSchemaFile = "config/stack.schema.json";

/**
 * Reads the files as every other command does.
 *
 * @param files everything that the stacks are read from
 * @returns the JSON schemas for editors; that of the stack files names the project and its variables
 * @throws {ConfigError} with everything that is wrong
 */
export async function checkFiles(files: Files, stacks: readonly string[], applicationFolder: string): Promise<Files> {
    const schemas: Record<string, string> = {};
    await withTemporaryFolder("init-", (folder) => {
        writeAll(folder, files);
        for (const { project, config } of stacks.map((stack) => readStack(folder, stack))) {
            schemas[stackSchemaFile] = toJson(stackFileSchema(project, config.catalogue));
        }
    });
    return { ...schemas, [catalogueSchemaFile(applicationFolder)]: toJson(catalogueFileSchema()) };
}

function toJson(schema: object): string {
    return `${JSON.stringify(schema, null, 4)}\n`;
}
