import type { Given } from "../input";

/** An image of a sidecar. */
export const otelImage = `public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}`;

/** A stack file's sidecar with these keys. */
export const withSidecar = (keys: object): Given => ({ "fitness:service.sidecars": { otel: { image: otelImage, ...keys } } });
