import type { PreviewDocument, Resource } from "../../preview/document";
import type { Box, Frame } from "./graph";
import { describeImage, describeLogs, describeParameters } from "./execution";
import { findGrants } from "./grants";
import { describeUses } from "./uses";
import { findAll, findInputs, read } from "../resource-inputs";

export const executionRoleId = "execution-role";
export const taskRoleId = "task-role";

/** The two identities of a task, each a frame around what it may use. */
export function describeRoles(document: PreviewDocument): readonly Frame[] {
    return [describeExecutionRole(document), describeTaskRole(document)].filter((frame) => frame !== undefined);
}

/** Services that the boxes of the execution role tell of. */
const told: readonly string[] = ["ecr", "ssm", "logs", "kms"];

/** What ECS does before the application runs, whether or not the role's policies are known. */
function describeExecutionRole(document: PreviewDocument): Frame | undefined {
    const role = findRole(document, "executionRoleArn", "execution");
    const grants = findGrants(document, role);
    const boxes = [
        describeImage(document, grants.get("ecr") ?? []),
        describeParameters(document, grants.get("ssm") ?? [], grants.has("kms")),
        describeLogs(document, grants.get("logs") ?? []),
        ...[...grants].filter(([service]) => !told.includes(service)).map(describeUses),
        ...describeAttachments(document, role),
    ].filter((box) => box !== undefined);
    return boxes.length === 0
        ? undefined
        : {
              id: executionRoleId,
              kind: "role",
              title: "Execution role",
              name: read(role?.inputs).text("name"),
              note: "starts tasks",
              children: boxes,
          };
}

function describeTaskRole(document: PreviewDocument): Frame | undefined {
    const role = findRole(document, "taskRoleArn", "task");
    const boxes = [...[...findGrants(document, role)].map(describeUses), ...describeAttachments(document, role)];
    return (
        role && {
            id: taskRoleId,
            kind: "role",
            title: "Task role",
            name: read(role.inputs).text("name"),
            note: boxes.length === 0 ? "may use nothing" : "runs the application",
            children: boxes,
        }
    );
}

/** The role that the task definition names: by its ARN, or before the first update, when that is unknown, by its logical name. */
function findRole(document: PreviewDocument, key: string, suffix: string): Resource | undefined {
    const arn = findInputs(document, "aws:ecs/taskDefinition:TaskDefinition")?.text(key);
    const [role] = findAll(document, "aws:iam/role:Role", (inputs, { name }) =>
        arn === undefined ? name.endsWith(`-${suffix}`) : arn.endsWith(`/${inputs.text("name") ?? ""}`),
    );
    return role;
}

/** Policies that stand elsewhere: what they allow, a preview doesn't say. */
function describeAttachments(document: PreviewDocument, role: Resource | undefined): readonly Box[] {
    const name = read(role?.inputs).text("name");
    return findAll(
        document,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        (inputs) => name !== undefined && inputs.text("role") === name,
    ).map((attachment) => ({
        id: `attachment-${attachment.name}`,
        column: "use",
        icon: "role",
        kind: "Managed policy",
        name: read(attachment.inputs).text("policyArn")?.split("/").at(-1),
        facts: [],
    }));
}
