import type { PreviewDocument } from "../../preview/document";
import type { Box } from "./graph";
import { findNames, type Grant } from "./grants";
import { countKeptImages } from "../../resources/ecr";
import { readInputs, type Inputs } from "../../resources/inputs";
import { findAll, findInputs, isPlaceholder } from "../stack-resources";
import { joinFacts } from "./text";

/** `sha256:` and 12 digits, which are also the id of a release. */
const shownDigest = 19;

/** The repository, and the image that runs or will be built. */
export function describeImage(document: PreviewDocument, grants: readonly Grant[]): Box | undefined {
    const repository = findInputs(document, "aws:ecr/repository:Repository");
    const name = repository?.text("name") ?? findNames(grants)[0];
    const build = findInputs(document, "docker:index/image:Image")?.object("build");
    if (name === undefined && build === undefined) {
        return undefined;
    }
    return {
        id: "repository",
        column: "permission",
        icon: "registry",
        kind: "ECR repository",
        name,
        facts: [
            build === undefined ? describeDigest(document, name) : describeBuild(build),
            ...(repository === undefined ? ["not managed here"] : describeRepository(document, repository)),
        ].filter((fact) => fact !== ""),
    };
}

function describeBuild(build: Inputs): string {
    const [context, platform] = [build.text("context"), build.text("platform")];
    return `image built from ${context ?? "a folder"}${platform === undefined ? "" : ` for ${platform}`}`;
}

function describeDigest(document: PreviewDocument, repository: string | undefined): string {
    const images = findContainers(document).map((container) => container.text("image") ?? "");
    const digest = images.find((image) => repository !== undefined && image.includes(`/${repository}@`))?.split("@")[1];
    return digest === undefined ? "" : isPlaceholder(digest) ? "no image yet" : digest.slice(0, shownDigest);
}

function describeRepository(document: PreviewDocument, repository: Inputs): readonly string[] {
    const tags = repository.text("imageTagMutability");
    const moving = repository.list("imageTagMutabilityExclusionFilters").map((filter) => filter.text("filter") ?? "others");
    const mutability = tags === undefined ? undefined : tags.startsWith("IMMUTABLE") ? "immutable tags" : "mutable tags";
    const scan = repository.object("imageScanningConfiguration").flag("scanOnPush") === true ? "scan on push" : undefined;
    const policy = findInputs(document, "aws:ecr/lifecyclePolicy:LifecyclePolicy")?.json("policy");
    const kept = policy && countKeptImages(policy);
    const keeps = joinFacts(kept && `keeps ${kept} images`, describeProtection(document, "aws:ecr/repository:Repository"));
    return moving.length === 0
        ? [joinFacts(mutability, scan), keeps]
        : [joinFacts(mutability && `${mutability} but ${moving.join(", ")}`), joinFacts(scan, keeps)];
}

/** Pulumi refuses to delete what is protected. */
function describeProtection(document: PreviewDocument, type: string): string | undefined {
    return findAll(document, type).some(({ options }) => options.protect) ? "protected" : undefined;
}

/** What a task reads from SSM: parameters that the stack manages, and external ones, whose values never enter it. */
export function describeParameters(document: PreviewDocument, grants: readonly Grant[], decrypts: boolean): Box | undefined {
    const managed = findAll(document, "aws:ssm/parameter:Parameter").map(({ inputs }) => readInputs(inputs).text("name"));
    const wanted = findContainers(document)
        .flatMap((container) => container.list("secrets"))
        .map((entry) => /:parameter(\/[^:]+)/.exec(entry.text("valueFrom") ?? "")?.[1])
        .filter((name) => name !== undefined);
    const external = new Set(wanted.filter((name) => !managed.includes(name)));
    const [prefix] = findNames(grants);
    return managed.length === 0 && wanted.length === 0 && prefix === undefined
        ? undefined
        : {
              id: "parameters",
              column: "permission",
              icon: "parameters",
              kind: "SSM parameters",
              name: prefix && `/${prefix}/*`,
              facts: [
                  joinFacts(`${managed.length} managed here`, wanted.length === 0 ? undefined : `${external.size} external`),
                  decrypts ? "decrypted with a key of KMS" : "",
              ].filter((fact) => fact !== ""),
          };
}

export function describeLogs(document: PreviewDocument, grants: readonly Grant[]): Box | undefined {
    const group = findInputs(document, "aws:cloudwatch/logGroup:LogGroup");
    const name = group?.text("name") ?? findNames(grants)[0];
    const days = group?.text("retentionInDays");
    return name === undefined
        ? undefined
        : {
              id: "logs",
              column: "permission",
              icon: "logs",
              kind: "CloudWatch log group",
              name,
              facts: [
                  group === undefined
                      ? "not managed here"
                      : joinFacts(days && `kept ${days} days`, describeProtection(document, "aws:cloudwatch/logGroup:LogGroup")),
              ].filter((fact) => fact !== ""),
          };
}

function findContainers(document: PreviewDocument): readonly Inputs[] {
    return findInputs(document, "aws:ecs/taskDefinition:TaskDefinition")?.jsonList("containerDefinitions") ?? [];
}
