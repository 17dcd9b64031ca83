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
export const describeSpotter: Mocha.SuiteFunction | Mocha.PendingSuiteFunction =
    ownProject === "spotter" ? describe : describe.skip;
