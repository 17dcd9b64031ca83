import { parseStatements, type PolicyStatement, type Role } from "../aws/iam";
import type { PreviewDocument } from "../preview/document";
import { readInputs } from "../resources/inputs";
import type { LiveAccount } from "./account";
import { findLostPrincipals, findLostRights } from "./permissions";
import { renamed } from "./renamed";
import type { Setting } from "./settings";

/** Roles of the old revision keep all that it may need: one that the program would narrow is left alone, and another made. */
export function roleSettings(document: PreviewDocument, { roles: live = {} }: LiveAccount): Setting[] {
    const wanted = document.resources.filter(({ type }) => type === "aws:iam/role:Role");
    return wanted.flatMap(({ name: logicalName, inputs }) => {
        const name = readInputs(inputs).text("name") ?? "";
        const role = live[name];
        const lost = role ? lostRights(document, role) : [];
        const key = logicalName.endsWith("-execution") ? "executionRole" : "taskRole";
        return lost.length === 0
            ? []
            : [renamed(key, name, `the program's role would lack what the old one allows: ${lost.join("; ")}`)];
    });
}

/** What a role would lose: the program writes over inline policies of the same name and over the trust policy, no others. */
function lostRights(document: PreviewDocument, role: Role): string[] {
    const written = document.resources
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
        .map(({ inputs }) => readInputs(inputs))
        .filter((inputs) => inputs.text("role") === role.name);
    const isOverwritten = ({ name, arn }: Role["policies"][number]) =>
        arn === undefined && written.some((inputs) => inputs.text("name") === name);
    const wanted = document.resources.find(
        ({ type, inputs }) => type === "aws:iam/role:Role" && readInputs(inputs).text("name") === role.name,
    );
    const trust = parseStatements(readInputs(wanted?.inputs).text("assumeRolePolicy"));
    const before = role.policies.flatMap(({ statements }) => statements);
    const after: PolicyStatement[] = [
        ...role.policies.filter((policy) => !isOverwritten(policy)).flatMap(({ statements }) => statements),
        ...written.flatMap((inputs) => parseStatements(inputs.text("policy"))),
    ];
    return [
        ...findLostPrincipals(role.trust, trust).map((principal) => `${principal} may assume it`),
        ...findLostRights(before, after),
    ];
}
