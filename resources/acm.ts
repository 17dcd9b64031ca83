import { toArn } from "../aws/account";
import { facts, importedBy, notImportable, type ServiceResources } from "./resource-type";

/** Certificates. */
export const acm: ServiceResources = {
    types: {
        "aws:acm/certificate:Certificate": {
            placeholder: ({ domainName, subjectAlternativeNames = [] }, account) => {
                const arn = toArn(account, "acm", "certificate/00000000-0000-0000-0000-000000000000");
                const names = [...new Set([domainName, ...(subjectAlternativeNames as readonly unknown[])].map(String))];
                const domainValidationOptions = names.map((name) => ({
                    domainName: name,
                    resourceRecordName: `_0.${name.replace(/^\*\./, "")}.`,
                    resourceRecordType: "CNAME",
                    resourceRecordValue: "_0.acm-validations.aws.",
                }));
                return { id: arn, arn, domainValidationOptions };
            },
            describe: (inputs) => {
                const method = inputs.text("validationMethod");
                return { name: inputs.text("domainName"), facts: facts(method && `validated by ${method}`) };
            },
            importId: importedBy("acm/certificate", (state) => state.text("arn")),
            forcesNew: [
                "certificateAuthorityArn",
                "domainName",
                "keyAlgorithm",
                "subjectAlternativeNames",
                "validationMethod",
                "validationOptions",
            ],
            holds: "certificate",
        },
        "aws:acm/certificateValidation:CertificateValidation": {
            placeholder: ({ certificateArn }) => ({ id: certificateArn }),
            describe: () => ({ facts: ["waits until the certificate is issued"] }),
            importId: notImportable("it only waits for a certificate, and is nothing of its own in AWS"),
            forcesNew: ["certificateArn", "validationRecordFqdns"],
        },
    },
};
