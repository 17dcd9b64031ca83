import { headersOf, release } from "@/release";

export const dynamic = "force-dynamic";

/** Lives this process? Asks nothing outside of it: an outage elsewhere must not make ECS replace healthy tasks. */
export function GET(): Response {
    return Response.json({ status: "ok", ...release }, { headers: headersOf(release) });
}
