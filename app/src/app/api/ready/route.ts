import { readiness } from "@/readiness";
import { headersOf, release } from "@/release";

export const dynamic = "force-dynamic";

/** Has this process what it needs to serve? Says which part fails, with 503. */
export async function GET(): Promise<Response> {
    const { ready, checks } = await readiness();
    return Response.json(
        { status: ready ? "ready" : "not ready", checks, ...release },
        { status: ready ? 200 : 503, headers: headersOf(release) },
    );
}
