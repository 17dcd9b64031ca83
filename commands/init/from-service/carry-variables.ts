import { toArn } from "../../../aws/account";
import { formats } from "../../../aws/formats";
import { nestsParameter } from "../../../aws/nested-parameter";
import { secretSource } from "../../../aws/secret-source";
import { maxValueBytes } from "../../../aws/ssm-tiers";
import { fixedVariables, ownVariables } from "../../../components/container-definition";
import { catalogueName, type CatalogueVariable } from "../../../config/catalogue";
import { isSecretName } from "../../shared/secret-name";
import { isSecretValue } from "../../shared/secret-value";
import type { Corrections, NewVariable } from "../variables";
import type { Carry } from "./carry";
import { findPort, toParameterName, type LiveService } from "./live-service";

/** What the variables become, beside keys. */
export interface CarriedVariables {
    readonly variables: readonly NewVariable[];

    /** Names whose values must be pushed, as nothing wrote them. */
    readonly toPush: readonly string[];
}

/** What decides about a variable before its name or its value does. */
export interface VariableChoices extends Corrections {
    /** Rows that the project has already: somebody has decided about them. */
    readonly existing: readonly CatalogueVariable[];

    /** What a value stands for, if the program knows it by itself. */
    readonly derive: (value: string) => CatalogueVariable["derivedFrom"];
}

/** Environment and secrets of the container. A value that may be secret goes nowhere. */
export function carryVariables(live: LiveService, choices: VariableChoices, carry: Carry): CarriedVariables {
    const at = `container.${live.container.name ?? ""}`;
    const secrets = (live.container.secrets ?? []).map(({ name = "", valueFrom = "" }) => ({ name, valueFrom }));
    const plain = (live.container.environment ?? []).map(({ name = "", value = "" }) => ({ name, value }));
    const location = findPrefix(live, secrets);
    const found = [
        ...secrets.flatMap((each) => carrySecret(live, each, location, choices, carry, `${at}.secrets.${each.name}`)),
        ...plain.flatMap((each) => carryPlain(live, each, choices, carry, `${at}.environment.${each.name}`)),
    ];
    carry.key("parameters.prefix", location, `${at}.secrets`, "where the service reads its parameters now");
    const isMap = canBeMapped(found, choices.existing);
    const external = found.filter(({ isExternal }) => isExternal);
    const elsewhere = external.filter(({ source, isUnderPrefix }) => source !== undefined && !isUnderPrefix);
    if (isMap) {
        const sources = external.flatMap(({ name, source }) => (source === undefined ? [] : [[name, source] as const])).sort();
        carry.key("parameters.external", Object.fromEntries(sources), `${at}.secrets`);
    } else {
        const names = external.map(({ name }) => name).sort();
        carry.key("parameters.external", names.length > 0 ? names : undefined, `${at}.secrets`);
        elsewhere.forEach(({ name, why = "" }) => carry.leave(`${at}.secrets.${name}`, why));
    }
    carryKey(live, carry, `${at}.secrets`);
    const mustBePushed = ({ isExternal, source }: Found) => isExternal && source === undefined;
    return {
        variables: found.map((each) => ({
            name: each.name,
            secret: each.secret,
            ...(each.derivedFrom === undefined ? {} : { derivedFrom: each.derivedFrom }),
            ...(isMap && mustBePushed(each) ? { required: true } : {}),
        })),
        toPush: found.filter((each) => mustBePushed(each) || (!isMap && elsewhere.includes(each))).map(({ name }) => name),
    };
}

/**
 * Whether the stack file can say where each variable is kept. A map has no variable that is still to be pushed: such a one
 * must be required by the list, and rows that somebody has written stay as they are.
 */
function canBeMapped(found: readonly Found[], existing: readonly CatalogueVariable[]): boolean {
    const isNew = ({ name }: Found) => existing.every((row) => row.name !== name);
    const external = found.filter(({ isExternal }) => isExternal);
    const hasOthers = external.some(({ source, isUnderPrefix }) => source !== undefined && !isUnderPrefix);
    return hasOthers && external.every((each) => each.source !== undefined || isNew(each));
}

interface Found extends NewVariable {
    /** It is kept outside the stack. */
    readonly isExternal: boolean;

    /** Where it is kept, in the words of a stack file; absent where it must be pushed. */
    readonly source?: string;

    /** It is kept where the stack looks by itself. */
    readonly isUnderPrefix?: boolean;

    /** What is lost where the file can't say where it is kept. */
    readonly why?: string;
}

function carryPlain(
    live: LiveService,
    { name, value }: { readonly name: string; readonly value: string },
    { existing, secret, plain, derive }: VariableChoices,
    carry: Carry,
    at: string,
): Found[] {
    const own = ownVariables.find((each) => each === name);
    if (own !== undefined) {
        const set = own === "PORT" ? String(findPort(live) ?? "") : fixedVariables[own];
        if (set !== value) {
            carry.leave(at, set === undefined ? "the program sets it" : `the program sets it to ${set}`);
        }
        return [];
    }
    if (!isLegal(name, carry, at)) {
        return [];
    }
    const row = existing.find((each) => each.name === name);
    const isSecret = row?.secret ?? (secret.includes(name) || (!plain.includes(name) && isSecretName(name)));
    if (isSecret || (isSecretValue(value) && !plain.includes(name))) {
        carry.leave(at, "looks like a secret: its value is not written down");
        return [{ name, secret: row?.secret ?? true, isExternal: true }];
    }
    const derivedFrom = row?.derivedFrom ?? derive(value);
    if (derivedFrom !== undefined) {
        return [{ name, secret: false, derivedFrom, isExternal: false }];
    }
    if (value === "") {
        carry.leave(at, "empty: SSM holds no empty value, so that the container does not get the variable");
        return [];
    }
    if (Buffer.byteLength(value) > maxValueBytes.Standard) {
        carry.leave(at, `${Buffer.byteLength(value)} bytes: a standard parameter holds at most ${maxValueBytes.Standard}`);
        return [];
    }
    if (nestsParameter(value)) {
        carry.leave(at, "has {{…}}, which SSM refuses as a reference to another parameter");
        return [];
    }
    carry.key(`parameters.values.${name}`, value, at);
    return [{ name, secret: false, isExternal: false }];
}

function carrySecret(
    { parameters, account }: LiveService,
    { name, valueFrom }: { readonly name: string; readonly valueFrom: string },
    prefix: string | undefined,
    { existing, secret, plain }: VariableChoices,
    carry: Carry,
    at: string,
): Found[] {
    if (ownVariables.some((own) => own === name)) {
        carry.leave(at, "the program sets it");
        return [];
    }
    if (!isLegal(name, carry, at)) {
        return [];
    }
    const path = toParameterName(valueFrom, account);
    const type = path === undefined ? undefined : parameters.found?.get(path)?.type;
    const guess = type === undefined ? isSecretName(name) || path === undefined : type === "SecureString";
    const isSecret =
        existing.find((each) => each.name === name)?.secret ?? (secret.includes(name) || (!plain.includes(name) && guess));
    const isUnderPrefix = prefix !== undefined && path === `${prefix}/${name}`;
    // A parameter at the root may be named with a slash or without one.
    if (parameters.found !== undefined && path?.includes("/", 1) === true && type === undefined) {
        carry.leave(at, `parameter ${path} does not exist any more: the next task would not start`);
        return [{ name, secret: isSecret, isExternal: true }];
    }
    const source =
        path?.startsWith("/") === true ? path : path === undefined ? valueFrom : toArn(account, "ssm", `parameter/${path}`);
    const why = `${path === undefined ? describeStore(valueFrom) : `parameter ${path}`}: the program reads it from a parameter of SSM that has its name`;
    const isNamed = secretSource.pattern.test(source);
    if (!isNamed) {
        carry.leave(at, why);
    }
    return [{ name, secret: isSecret, isExternal: true, isUnderPrefix, why, ...(isNamed ? { source } : {}) }];
}

function isLegal(name: string, carry: Carry, at: string): boolean {
    if (catalogueName.pattern.test(name)) {
        return true;
    }
    carry.leave(at, "a variable's name is capital letters, digits and _: rename it in the application");
    return false;
}

function describeStore(valueFrom: string): string {
    const [, name] = /^arn:[\w-]+:secretsmanager:[^:]*:[^:]*:secret:([^:]+)/.exec(valueFrom) ?? [];
    return name === undefined ? `${valueFrom} of another account or region` : `secret ${name} of Secrets Manager`;
}

/** The path that most of the parameters are under whose last segment is the variable's name. */
function findPrefix(
    { account }: LiveService,
    secrets: readonly { readonly name: string; readonly valueFrom: string }[],
): string | undefined {
    const prefixes = secrets.flatMap(({ name, valueFrom }) => {
        const path = toParameterName(valueFrom, account);
        return path?.endsWith(`/${name}`) === true ? [path.slice(0, -name.length - 1)] : [];
    });
    const legal = prefixes.filter((prefix) => formats.parameterPrefix.pattern.test(prefix));
    const count = (prefix: string) => legal.filter((each) => each === prefix).length;
    return [...new Set(legal)].sort((a, b) => count(b) - count(a))[0];
}

/** One key for all: a stack's execution role may decrypt by one. */
function carryKey({ parameters }: LiveService, carry: Carry, at: string): void {
    const arns = new Set(
        [...parameters.keys.values()].filter(({ isAwsManaged, arn }) => !isAwsManaged && arn !== "").map(({ arn }) => arn),
    );
    const [first, ...others] = arns;
    carry.key("parameters.kmsKeyArn", first, at, "key of the parameters");
    if (others.length > 0) {
        carry.leave(at, `parameters under other keys, too (${others.join(", ")}): push them again, as a stack has one key`);
    }
}
