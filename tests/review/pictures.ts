import type { PreviewDocument } from "../../preview/document";
import { drawPicture } from "../../review/picture";
import { previewOfExample, type StackKeys } from "../stacks/preview-of";

const dedicated = (nat: string) => (config: StackKeys) => {
    config["spotter:network"] = { mode: "dedicated", cidr: "10.20.0.0/16", zones: 3, nat };
};
const existing = (config: StackKeys) => {
    config["spotter:network"] = {
        mode: "existing",
        vpcId: "vpc-0abc1234def567890",
        publicSubnetIds: ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
        serviceSubnetIds: ["subnet-0cccccccccccccccc", "subnet-0dddddddddddddddd", "subnet-0eeeeeeeeeeeeeeee"],
        assignPublicIp: false,
    };
    config["spotter:repository"] = { existing: true };
    config["spotter:domain"] = {
        name: "www.example.com",
        certificateArn: "arn:aws:acm:us-east-1:920013187591:certificate/12345678-1234-1234-1234-123456789012",
    };
};

export interface Drawn {
    readonly document: PreviewDocument;
    readonly svg: string;
}

/** Stacks that differ in what a picture shows of them. */
const variants = {
    prod: () => previewOfExample("prod", "preview"),
    updated: () => previewOfExample("prod", "update"),
    committed: () => previewOfExample("prod", "preview", (config) => delete config["spotter:image"]),
    staging: () => previewOfExample("staging", "preview", (config) => delete config["spotter:image"]?.digest),
    perZone: () => previewOfExample("prod", "preview", dedicated("perZone")),
    single: () => previewOfExample("prod", "update", dedicated("single")),
    none: () => previewOfExample("prod", "preview", dedicated("none")),
    existing: () => previewOfExample("prod", "preview", existing),
};

export type Variant = keyof typeof variants;

type Pictures = Readonly<Record<Variant, Drawn>>;
let pictures: Promise<Pictures> | undefined;

/** Drawn once in a process. */
export function drawVariants(): Promise<Pictures> {
    pictures ??= draw();
    return pictures;
}

/** One after the other, as previews can't overlap. */
async function draw(): Promise<Pictures> {
    const drawn: [string, Drawn][] = [];
    for (const [name, preview] of Object.entries(variants)) {
        const document = await preview();
        drawn.push([name, { document, svg: await drawPicture(document) }]);
    }
    return Object.fromEntries(drawn) as Pictures;
}
