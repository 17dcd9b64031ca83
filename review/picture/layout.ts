import { flatten, type Architecture, type Arrow, type Item } from "./graph";
import {
    edgeId,
    loadElk,
    locate,
    toEdge,
    toLeaf,
    toNode,
    toPlaces,
    toRoutes,
    type Graph,
    type Point,
    type Rectangle,
} from "./elk";
import { sizeAll, sizeLabel, type Size } from "./sizes";

/** Positions of everything in a picture, in pixels from the upper left corner. */
export interface Layout extends Size {
    /** A frame precedes its content, so that it is drawn below it. */
    readonly items: readonly { readonly item: Item; readonly at: Rectangle }[];
    readonly arrows: readonly PlacedArrow[];
}

export interface PlacedArrow {
    readonly arrow: Arrow;
    readonly points: readonly Point[];
    readonly label?: Rectangle;
}

/** On both sides of a label between the two halves of a picture. */
const labelMargin = 12;

/**
 * Lays out an architecture: the path of a request from top to bottom, and beside it what the tasks use.
 *
 * ELK lays out a graph in one direction, so there are two graphs. In the second, the first is a single node, and arrows
 * that leave it are extended back to the box where they start.
 */
export async function layOut(architecture: Architecture): Promise<Layout> {
    const { traffic, roles, arrows } = architecture;
    const elk = await loadElk();
    const sizes = sizeAll(architecture);
    const inTraffic = new Set(traffic.flatMap(flatten).map(({ id }) => id));
    const within = arrows.filter(({ from, to }) => inTraffic.has(from) && inTraffic.has(to));
    const left = await elk({
        id: "traffic",
        direction: "DOWN",
        children: traffic.map((item) => toNode(item, sizes, within)),
        edges: within.map(toEdge),
    });

    const exits = findExits(
        left,
        traffic,
        arrows.filter(({ from, to }) => inTraffic.has(from) && !inTraffic.has(to)),
    );
    const width = Math.max(
        left.width,
        ...exits.map(({ label, edge }) => edge + (label === undefined ? 0 : label.width + 2 * labelMargin)),
    );
    const whole = await elk({
        id: "whole",
        direction: "RIGHT",
        children: [
            toLeaf(
                left.id,
                { width, height: left.height },
                exits.map(({ arrow, y }) => ({ id: edgeId(arrow), x: width, y })),
            ),
            ...roles.map((role) => toNode(role, sizes)),
        ],
        edges: exits.map(({ arrow }) => ({ id: edgeId(arrow), sources: [edgeId(arrow)], targets: [arrow.to] })),
    });
    return merge(architecture, left, whole, exits, width);
}

/** Where an arrow leaves the first graph, relative to it. */
interface Exit {
    readonly arrow: Arrow;

    /** On the right edge of the box where the arrow starts. */
    readonly x: number;
    readonly y: number;

    /** Right edge of the frame around that box. */
    readonly edge: number;
    readonly label?: Size;
}

/** Arrows from one box are spread over its height. */
function findExits(left: Graph, traffic: readonly Item[], leaving: readonly Arrow[]): readonly Exit[] {
    return leaving.map((arrow) => {
        const box = locate(left, arrow.from);
        const outermost = traffic.find((item) => flatten(item).some(({ id }) => id === arrow.from));
        const frame = outermost === undefined ? box : locate(left, outermost.id);
        const siblings = leaving.filter(({ from }) => from === arrow.from);
        return {
            arrow,
            x: box.x + box.width,
            y: box.y + (box.height * (siblings.indexOf(arrow) + 1)) / (siblings.length + 1),
            edge: frame.x + frame.width,
            label: arrow.label === undefined ? undefined : sizeLabel(arrow.label),
        };
    });
}

function merge(
    { traffic, roles, arrows }: Architecture,
    left: Graph,
    whole: Graph,
    exits: readonly Exit[],
    width: number,
): Layout {
    const origin = locate(whole, left.id);
    const places = new Map([...toPlaces(whole, { x: 0, y: 0 }), ...toPlaces(left, origin)]);
    const routes = new Map([...toRoutes(left, origin), ...toRoutes(whole, { x: 0, y: 0 })]);
    const place = (arrow: Arrow): PlacedArrow[] => {
        const route = routes.get(edgeId(arrow));
        if (route === undefined) {
            return [];
        }
        const exit = exits.find((candidate) => candidate.arrow === arrow);
        if (exit === undefined) {
            return [{ arrow, ...route, points: arrow.isUpward === true ? [...route.points].reverse() : route.points }];
        }
        const start = { x: origin.x + exit.x, y: origin.y + exit.y };
        const { label } = exit;
        const middle = { x: origin.x + (exit.edge + width) / 2, y: start.y };
        return [
            {
                arrow,
                points: [start, ...route.points.slice(1)],
                label: label && { ...label, x: middle.x - label.width / 2, y: middle.y - label.height / 2 },
            },
        ];
    };
    return {
        width: whole.width,
        height: whole.height,
        items: [...traffic, ...roles].flatMap(flatten).flatMap((item) => {
            const at = places.get(item.id);
            return at === undefined ? [] : [{ item, at }];
        }),
        arrows: arrows.flatMap(place),
    };
}
