import type { Service } from "../../aws/ecs";
import type { Release } from "../../deployment/history";
import type { LatestDeployment } from "../../deployment/latest-deployment";
import type { StackContext } from "../shared/stack-context";
import { imageSection } from "../shared/stack-file-edit";
import { describeExpiry } from "./image-expiry";

interface Running {
    readonly service: Service;
    readonly release?: Release;
    readonly before?: Release | null;
    readonly latest?: LatestDeployment;
}

/** What the operator should know beside what runs, a line each. */
export async function findWarnings(
    stack: StackContext,
    folder: string,
    { service, release, before, latest }: Running,
    now: number,
    ask: <T>(question: () => Promise<T>) => Promise<T | undefined>,
): Promise<string[]> {
    const findExpiry = async (digest: string | undefined) =>
        digest === undefined ? undefined : ask(() => describeExpiry(stack, digest));
    const [expiry, expiryBefore] = await Promise.all([findExpiry(release?.digest), findExpiry(before?.digest)]);
    return [
        ...findDelay(stack, service, latest, now),
        ...findDrift(stack, folder, release),
        ...(expiry === undefined ? [] : [`the running image ${expiry}`]),
        ...(expiryBefore === undefined ? [] : [`the image for a rollback ${expiryBefore}`]),
    ];
}

/** ECS itself tries for hours where no task fails often enough for its circuit breaker. */
function findDelay(
    { name, config }: StackContext,
    { shift }: Service,
    latest: LatestDeployment | undefined,
    now: number,
): string[] {
    const { timeoutMinutes } = config.deployment;
    const minutes = timeoutMinutes + (shift === undefined ? 0 : shift.stepMinutes + shift.bakeMinutes);
    const mayBeLate = latest?.stage === "in progress" && latest.awaiting === undefined; // else somebody keeps it waiting
    const isLate = mayBeLate && now - (latest.since ?? now) > minutes * 60_000;
    return isLate
        ? [`the deployment takes longer than deployment.timeoutMinutes, ${timeoutMinutes}: npm run rollback -- ${name} ends it`]
        : [];
}

/** A stack that builds has no release in its file until a rollback pins one. */
function findDrift({ file, name }: StackContext, folder: string, release: Release | undefined): string[] {
    const { digest, pinnedBy } = imageSection(folder, file);
    return [
        ...(digest !== undefined && release?.digest !== undefined && digest !== release.digest
            ? [`the running release is not the one in ${file}, ${digest} (pulumi up --stack ${name})`]
            : []),
        ...(pinnedBy === undefined ? [] : [`${file} is pinned by a rollback: npm run rollback -- ${name} --clear`]),
    ];
}
