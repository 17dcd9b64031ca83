import { of, type LeafCase } from "./leaf-case";

const lettersOnly = "must be letters, digits, _ and -";
const iamName = "must be letters, digits and _+=,.@-";

/** The keys of names. */
export const nameCases: Readonly<Record<string, LeafCase>> = {
    "fitness:names.base": of(
        "must be lower-case letters, digits and single hyphens, first a letter, and not beginning with aws, ssm or internal",
        7,
        "aws-web",
    ),
    "fitness:names.repository": of("must be lower-case letters and digits, separated by one of . _ - or /", 7, "spotter!"),
    "fitness:names.cluster": of(lettersOnly, 7, "a!"),
    "fitness:names.service": of(lettersOnly, 7, "a/b"),
    "fitness:names.taskFamily": of(lettersOnly, 7, "a:1"),
    "fitness:names.container": of(lettersOnly, 7, "a.b"),
    "fitness:names.logGroup": of("must be letters, digits and . _ - / #", 7, "/ecs/a:b"),
    "fitness:names.executionRole": of(iamName, 7, "a/b"),
    "fitness:names.executionPolicy": of(iamName, 7, "a!"),
    "fitness:names.taskRole": of(iamName, 7, "a*"),
    "fitness:names.taskPolicy": of(iamName, 7, ""),
    "fitness:names.infrastructureRole": of(iamName, 7, ""),
    "fitness:names.loadBalancer": of(
        "must be letters, digits and inner hyphens, not starting with internal-",
        7,
        "internal-spotter",
    ),
    "fitness:names.monitoring": of(lettersOnly, 7, "a.b"),
};
