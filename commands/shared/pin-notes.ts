import type { StackContext } from "./stack-context";
import { imageSection } from "./stack-file-edit";

/**
 * What to know of a digest that a command has put into a stack's file.
 *
 * @param changed whether the file was changed
 */
export function findPinNotes(folder: string, { name, file }: Pick<StackContext, "name" | "file">, changed: boolean): string[] {
    return [
        ...(imageSection(folder, file).builds
            ? [`${file} builds an image: the digest takes precedence until it is removed`]
            : []),
        ...(changed ? [`review and commit ${file}, then: pulumi up --stack ${name}`] : []),
    ];
}
