import { findCatalogue, readCatalogue, type Catalogue } from "../../config/catalogue";
import { readStackFile, stacksIn } from "../../config/stack-file";

/**
 * A project with two stacks and every kind of variable, which stays as it is whatever becomes of this repository's own
 * files: `npm run init` replaces those.
 */
export const exampleFolder = "tests/example";

export const exampleCatalogue: Catalogue = readCatalogue(undefined, exampleFolder);

/** Every stack of this repository. */
export const ownStacks: readonly string[] = stacksIn(".");

const [first = ""] = ownStacks;
const { raw, project } = readStackFile(".", first);

/** Name of this repository's project, which is the namespace of its keys. */
export const ownProject: string = project;

/** The variables of the application that this repository's stacks deploy. */
export const ownCatalogue: Catalogue = findCatalogue(".", raw, project);

/** Tests of what stacks that replaced the scripts owe to them: pending in a project that `npm run init` has renamed. */
export function describeSpotter(title: string, tests: () => void): void {
    (ownProject === "spotter" ? describe : describe.skip)(title, tests); // a worker has another `describe` for each file
}

/** Runs the program where it finds the files of a folder: the list of variables, and what an image is built from. */
export async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
    const before = process.cwd();
    process.chdir(folder);
    try {
        return await act();
    } finally {
        process.chdir(before);
    }
}
