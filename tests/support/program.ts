/** The program: with these, and without the application and the stack files of this repository, a stack is deployed. */
export const programFiles = [
    "index.ts",
    "prepare.ts",
    "companions.ts",
    "package.json",
    "tsconfig.json",
    "tsconfig.deploy.json",
    "Pulumi.yaml",
];

/** Its rooms, with the commands' and what they need. */
export const programRooms = [
    "aws",
    "commands",
    "components",
    "config",
    "deployment",
    "engine",
    "policies",
    "preview",
    "prices",
    "resources",
    "review",
];
