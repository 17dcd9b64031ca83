import type { PreviewDocument, Resource } from "../../preview/document";
import type { Box, Frame } from "./graph";
import { describeImage, describeLogs, describeParameters } from "./execution";
import { findGrants, type Grant } from "./grants";
import { describeUses } from "./uses";
import { readInputs } from "../../resources/inputs";
import { findAll, findInputs } from "../stack-resources";

export const executionRoleId = "execution-role";
export const taskRoleId = "task-role";

/** The two identities of a task, each a frame around what it may use. */
export function describeRoles(document: PreviewDocument): readonly Frame[] {
    return [describeExecutionRole(document), describeTaskRole(document)].filter((frame) => frame !== undefined);
}

/** Services that have a box of their own in the execution role, whether or not its policies are known. */
const withOwnBox: readonly string[] = ["ecr", "ssm", "logs", "kms"];

/** What ECS needs before the application runs. */
function describeExecutionRole(document: PreviewDocument): Frame | undefined {
    const role = findRole(document, "executionRoleArn", "execution");
    const grants = findGrants(document, role);
    const boxes = [
        describeImage(document, grants.get("ecr") ?? []),
        describeParameters(document, grants.get("ssm") ?? [], grants.has("kms")),
        describeLogs(document, grants.get("logs") ?? []),
        ...describeAllUses(executionRoleId, new Map([...grants].filter(([service]) => !withOwnBox.includes(service)))),
        ...describeAttachments(document, role),
    ].filter((box) => box !== undefined);
    return boxes.length === 0
        ? undefined
        : {
              id: executionRoleId,
              kind: "role",
              title: "Execution role",
              name: readInputs(role?.inputs).text("name"),
              note: "starts tasks",
              children: boxes,
          };
}

function describeTaskRole(document: PreviewDocument): Frame | undefined {
    const role = findRole(document, "taskRoleArn", "task");
    const boxes = [...describeAllUses(taskRoleId, findGrants(document, role)), ...describeAttachments(document, role)];
    return (
        role && {
            id: taskRoleId,
            kind: "role",
            title: "Task role",
            name: readInputs(role.inputs).text("name"),
            note: boxes.length === 0 ? "may use nothing" : "runs the application",
            children: boxes,
        }
    );
}

/** The role that the task definition refers to: by ARN, or by logical name while the ARN is unknown, before the first update. */
function findRole(document: PreviewDocument, key: string, suffix: string): Resource | undefined {
    const arn = findInputs(document, "aws:ecs/taskDefinition:TaskDefinition")?.text(key);
    const [role] = findAll(document, "aws:iam/role:Role", (inputs, { name }) =>
        arn === undefined ? name.endsWith(`-${suffix}`) : arn.endsWith(`/${inputs.text("name") ?? ""}`),
    );
    return role;
}

function describeAllUses(roleId: string, grants: ReadonlyMap<string, readonly Grant[]>): readonly Box[] {
    return [...grants].map(([service, allowed]) => describeUses(`${roleId}-${service}`, service, allowed));
}

/** Policies that are managed elsewhere: a preview does not contain what they allow. */
function describeAttachments(document: PreviewDocument, role: Resource | undefined): readonly Box[] {
    const name = readInputs(role?.inputs).text("name");
    return findAll(
        document,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        (inputs) => name !== undefined && inputs.text("role") === name,
    ).map((attachment) => ({
        id: `attachment-${attachment.name}`,
        column: "permission",
        icon: "role",
        kind: "Managed policy",
        name: readInputs(attachment.inputs).text("policyArn")?.split("/").at(-1),
        facts: [],
    }));
}
