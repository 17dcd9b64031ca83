import type { IconName } from "./icons";

/** One resource, or several of a kind, as a picture shows it. */
export interface Box {
    readonly id: string;
    readonly icon: IconName;

    /** What it is, in AWS's words, for example `Target group`. */
    readonly kind: string;

    /**
     * Physical name.
     *
     * @default - AWS chooses it, or it is unknown
     */
    readonly name?: string;

    /** What a reviewer looks for, a line each. */
    readonly facts: readonly string[];

    /**
     * Drawn as a pile of cards, because several of it run at once.
     *
     * @default false
     */
    readonly isPile?: boolean;

    /**
     * Boxes of a column are equally wide: `request` on the path of a request, `permission` for what a role may use.
     *
     * @default - as wide as its text
     */
    readonly column?: "request" | "permission";
}

/** What a frame stands for; decides its colours. */
export type FrameKind = "vpc" | "subnets" | "cluster" | "role";

/** What holds other things: a network, a cluster, or all that a role may use. */
export interface Frame {
    readonly id: string;
    readonly kind: FrameKind;
    readonly title: string;

    /** Physical name; see {@link Box.name}. */
    readonly name?: string;

    /** Facts in one line. */
    readonly note?: string;
    readonly children: readonly Item[];
}

export type Item = Box | Frame;

/** From one box or frame to another. */
export interface Arrow {
    readonly from: string;
    readonly to: string;

    /** Ports that the security groups open, or what the arrow means. */
    readonly label?: string;

    /** `traffic` is drawn solid; `reference` is dashed: one names the other, and nothing flows. */
    readonly kind: "traffic" | "reference";

    /**
     * Drawn against the direction of requests, so that its end is above its start.
     *
     * @default false
     */
    readonly isUpward?: boolean;
}

/** Everything that a picture shows, before layout. */
export interface Architecture {
    readonly heading: string;

    /** Region, account and URL, as far as they are known. */
    readonly subheading: string;

    /** The path of a request, from the Internet to the tasks: drawn from top to bottom. */
    readonly traffic: readonly Item[];

    /** What tasks use, by the role that allows it: drawn beside {@link traffic}. */
    readonly roles: readonly Frame[];
    readonly arrows: readonly Arrow[];
}

export function isFrame(item: Item): item is Frame {
    return "children" in item;
}

/** An item and everything in it. */
export function flatten(item: Item): readonly Item[] {
    return isFrame(item) ? [item, ...item.children.flatMap(flatten)] : [item];
}
