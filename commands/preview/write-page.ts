import type { PreviewDocument } from "../../preview/document";
import { writeNamedFile } from "../shared/write-file";
import type { PageContent } from "./page/page";

type Draw = (document: PreviewDocument) => Promise<string>;

/** Writes a preview as a page. Only then is loaded what makes it. Without a picture the page says why. */
export async function writePage(
    file: string,
    content: Omit<PageContent, "picture">,
    draw: Draw = drawArchitecture,
): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see commands/cli.ts
    const { renderPage } = require("./page/page") as typeof import("./page/page");
    const picture = await draw(content.document).then(
        (svg) => ({ svg }),
        (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
    );
    writeNamedFile(file, renderPage({ ...content, picture }));
}

async function drawArchitecture(document: PreviewDocument): Promise<string> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see commands/cli.ts
    const { drawPicture } = require("../../review/picture") as typeof import("../../review/picture");
    return drawPicture(document);
}
