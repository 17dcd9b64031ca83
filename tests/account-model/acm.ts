import { types as elbTypes } from "./elb-types";
import { awsError, objects, text, texts, type ServiceModel } from "./type-model";

export const types = {
    certificate: "aws:acm/certificate:Certificate",
    validation: "aws:acm/certificateValidation:CertificateValidation",
} as const;

/** Certificates, which are issued as soon as they are validated. */
export const acm: ServiceModel = {
    [types.certificate]: {
        chosen: ({ domainName }) => ({
            keyAlgorithm: "RSA_2048",
            options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
            subjectAlternativeNames: [domainName],
            validationMethod: "DNS",
        }),
        outputs: () => ({ renewalEligibility: "INELIGIBLE", status: "PENDING_VALIDATION", type: "AMAZON_ISSUED" }),
        sets: ["subjectAlternativeNames"],
        isTagged: true,
        owned: ({ id }, things) => things.list(types.validation).filter(({ properties }) => properties.certificateArn === id),
        refusesDelete: ({ id }, _, things) =>
            things.list(elbTypes.listener).some(({ properties }) => properties.certificateArn === id)
                ? awsError(
                      `deleting ACM Certificate (${id})`,
                      ["ACM", "DeleteCertificate"],
                      `ResourceInUseException: Certificate ${id} in account ${things.account.accountId} is in use.`,
                  )
                : undefined,
    },
    [types.validation]: {
        sets: ["validationRecordFqdns"],
        refusesCreate: ({ certificateArn, validationRecordFqdns }, things) => {
            const options = objects(things.find(types.certificate, String(certificateArn))?.properties.domainValidationOptions);
            const given = texts(validationRecordFqdns).map(withoutDot);
            const missing = options.filter(({ resourceRecordName }) => !given.includes(withoutDot(text(resourceRecordName))));
            return missing.length === 0
                ? undefined
                : missing
                      .map(
                          ({ domainName, resourceRecordName }) =>
                              `missing ${text(domainName)} DNS validation record: ${text(resourceRecordName)}`,
                      )
                      .join("\n");
        },
    },
};

function withoutDot(name: string): string {
    return name.replace(/\.$/, "");
}
