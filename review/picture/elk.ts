import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs";
import { isFrame, type Arrow, type Item } from "./graph";
import { framePadding, sizeLabel, type Size } from "./sizes";

export interface Point {
    readonly x: number;
    readonly y: number;
}

export interface Rectangle extends Point, Size {}

/** A graph before layout. */
export interface Sketch {
    readonly id: string;
    readonly direction: "DOWN" | "RIGHT";
    readonly children: ElkNode[];
    readonly edges: ElkExtendedEdge[];
}

/** A graph after layout, or a node of it. */
export interface Graph extends Rectangle {
    readonly id: string;
    readonly children?: readonly Graph[];
    readonly edges?: readonly (ElkExtendedEdge & { readonly container?: string })[];
}

const options: LayoutOptions = {
    "elk.algorithm": "layered",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.padding": "[top=0,left=0,bottom=0,right=0]",
    "elk.spacing.nodeNode": "16",
    "elk.spacing.edgeNode": "16",
    "elk.layered.spacing.nodeNodeBetweenLayers": "22",
    "elk.layered.spacing.edgeNodeBetweenLayers": "12",
    "elk.separateConnectedComponents": "false",
    // Boxes keep the order in which they are described; otherwise a longer name could change it.
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};

/** Boxes without arrows between them, one below the other. */
const pile: LayoutOptions = { "elk.direction": "RIGHT", "elk.spacing.nodeNode": "10" };

/** ELK is 1.6 MB of JavaScript, so it is loaded only when something is drawn. */
export async function loadElk(): Promise<(sketch: Sketch) => Promise<Graph>> {
    const { default: elkjs } = await import("elkjs");
    const elk = new elkjs.default();
    return async ({ direction, ...sketch }) => {
        const hierarchyHandling = direction === "DOWN" ? "INCLUDE_CHILDREN" : "SEPARATE_CHILDREN";
        const layoutOptions = { ...options, "elk.hierarchyHandling": hierarchyHandling, "elk.direction": direction };
        const graph: ElkNode = { ...sketch, layoutOptions };
        return (await elk.layout(graph)) as Graph;
    };
}

/** A node with ports at fixed positions. */
export function toLeaf(id: string, size: Size, ports: readonly (Point & { readonly id: string })[]): ElkNode {
    const fixed: ElkPort[] = ports.map((port) => ({ ...port, width: 0, height: 0 }));
    return { id, ...size, ports: fixed, layoutOptions: { "elk.portConstraints": "FIXED_POS" } };
}

/**
 * A role has its header above its content. The other frames have it below, as arrows enter them from above.
 *
 * @param sizes of boxes and of frames' headers
 */
export function toNode(item: Item, sizes: ReadonlyMap<string, Size>, arrows: readonly Arrow[] = []): ElkNode {
    const size = sizes.get(item.id) ?? { width: 0, height: 0 };
    if (!isFrame(item) || item.children.length === 0) {
        return { id: item.id, ...size, ...(arrows.some((arrow) => isUpwardFrom(arrow, item.id)) ? twoPorts(item.id) : {}) };
    }
    const [top, bottom] = item.kind === "role" ? [size.height, framePadding] : [framePadding, size.height];
    const padded = { "elk.padding": `[top=${top},left=${framePadding},bottom=${bottom},right=${framePadding}]` };
    return {
        id: item.id,
        layoutOptions: item.kind === "role" ? { ...options, ...padded, ...pile } : padded,
        children: item.children.map((child) => toNode(child, sizes, arrows)),
    };
}

function isUpwardFrom({ from, isUpward }: Arrow, id: string): boolean {
    return isUpward === true && from === id;
}

/** Incoming arrows to the left of the one that goes up; otherwise ELK would choose the side. */
function twoPorts(id: string): Partial<ElkNode> {
    const port = (name: string, index: number): ElkPort => ({
        id: `${id} ${name}`,
        layoutOptions: { "elk.port.side": "NORTH", "elk.port.index": String(index) },
    });
    return { ports: [port("in", 0), port("out", 1)], layoutOptions: { "elk.portConstraints": "FIXED_ORDER" } };
}

export function edgeId({ from, to }: Arrow): string {
    return `${from} ${to}`;
}

/** @param arrows all of the graph */
export function toEdge(arrow: Arrow, _: number, arrows: readonly Arrow[]): ElkExtendedEdge {
    const { from, to, label, isUpward } = arrow;
    const hasPorts = arrows.some((other) => isUpwardFrom(other, to));
    const [source, target] = isUpward === true ? [to, `${from} out`] : [from, hasPorts ? `${to} in` : to];
    const layoutOptions = { "elk.edgeLabels.inline": "true" };
    return {
        id: edgeId(arrow),
        sources: [source],
        targets: [target],
        labels: label === undefined ? [] : [{ text: label, ...sizeLabel(label), layoutOptions }],
    };
}

/** The position of each node of a graph, by id. */
export function toPlaces(graph: Graph, origin: Point): ReadonlyMap<string, Rectangle> {
    return new Map(
        (graph.children ?? []).flatMap((child) => {
            const at = { x: origin.x + child.x, y: origin.y + child.y, width: child.width, height: child.height };
            return [[child.id, at] as const, ...toPlaces(child, at)];
        }),
    );
}

/** @throws if the graph has no such node */
export function locate(graph: Graph, id: string): Rectangle {
    const place = toPlaces(graph, { x: 0, y: 0 }).get(id);
    if (place === undefined) {
        throw new Error(`the picture has no ${id}`);
    }
    return place;
}

/** The course of an edge, and the position of its label. */
export interface Route {
    readonly points: readonly Point[];
    readonly label?: Rectangle;
}

/** The routes of a graph's edges, by id. ELK's coordinates are relative to the edge's container. */
export function toRoutes(graph: Graph, origin: Point): ReadonlyMap<string, Route> {
    return new Map(
        (graph.edges ?? []).map((edge) => {
            const { container = graph.id } = edge;
            const inner = container === graph.id ? { x: 0, y: 0 } : locate(graph, container);
            const move = ({ x = 0, y = 0 }: Partial<Point>) => ({ x: origin.x + inner.x + x, y: origin.y + inner.y + y });
            const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
                startPoint,
                ...bendPoints,
                endPoint,
            ]);
            const [label] = edge.labels ?? [];
            const placed = label && { ...move(label), width: label.width ?? 0, height: label.height ?? 0 };
            return [edge.id, { points: points.map(move), label: placed }];
        }),
    );
}
