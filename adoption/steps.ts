import { adoptCommand, type AdoptCommand } from "./command";

/** One thing to do, and what is seen when it is done. */
export interface Step {
    readonly what: string;

    /** Lines to run, in order. */
    readonly run: readonly string[];
}

/** The stack's file without its preflight, for the preview that writes the import file. */
export const previewConfig = "import-config.yaml";

/**
 * How the import file comes about.
 *
 * @param importFile name of the file that is to be made
 */
export function fileSteps(command: AdoptCommand, importFile: string): Step[] {
    const { stack } = command;
    return [
        {
            what: "let the engine write the import file, and fill it in",
            run: [
                adoptCommand(command, "--write"),
                `pulumi preview --stack ${stack} --config-file ${previewConfig} --import-file ${importFile}`,
                adoptCommand(command, "--import-file", importFile, "--write"),
            ],
        },
    ];
}

/** From the import to the first update. Nothing of it is run by the command. */
export function importSteps({ stack }: AdoptCommand, importFile: string): Step[] {
    return [
        {
            what: "keep the state as it is",
            run: [`pulumi stack export --stack ${stack} --file backup.json`],
        },
        {
            what: "import: nothing in AWS changes",
            run: [`pulumi import --stack ${stack} --file ${importFile} --protect=false --generate-code=false --yes`],
        },
        {
            what: "see that nothing is replaced or deleted",
            run: [`pulumi preview --stack ${stack} --json > preview.json`, `npm run adopt -- ${stack} --check preview.json`],
        },
        {
            what: "to undo the import, as nothing in AWS has changed yet",
            run: [`pulumi stack import --stack ${stack} --file backup.json`],
        },
        { what: "update", run: [`pulumi up --stack ${stack}`] },
    ];
}
