import type { Carry } from "./carry";
import type { LiveService } from "./live-service";

/** The image by digest, in the repository that it is in already. */
export function carryImage({ image, container, account }: LiveService, carry: Carry): void {
    const from = `container.${container.name ?? ""}.image`;
    const { ecr, digests } = image;
    const shown = (container.image ?? "").replace(/@sha256:.*/, "");
    if (ecr === undefined) {
        carry.leave(
            from,
            `${shown}: the program runs images of ECR alone; push it to the repository of the stack, and set image.digest`,
        );
        return;
    }
    carry.key("names.repository", ecr.repository, from);
    carry.key("repository.existing", true, from, "made elsewhere, and left as it is");
    if (ecr.accountId !== account.accountId) {
        carry.key("repository.account", ecr.accountId, from, "whose repository must let this account pull");
    }
    if (ecr.region !== account.region) {
        carry.key("repository.region", ecr.region, from);
    }
    const [digest, ...others] = digests;
    if (digest === undefined) {
        carry.leave(from, `${shown}: which version it is could not be read; set image.digest`);
        return;
    }
    carry.key("image.digest", digest, from, others.length === 0 ? undefined : "what most of the tasks run");
    if (others.length > 0) {
        carry.leave(from, `${others.join(", ")}: some of the tasks run another version of the same tag`);
    }
}
