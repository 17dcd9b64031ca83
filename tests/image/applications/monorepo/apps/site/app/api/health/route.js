export const dynamic = "force-dynamic";

export function GET() {
    return new Response("ok", { headers: { "x-release-id": process.env.RELEASE_ID ?? "" } });
}
