import type { AccountState } from "./account";
import { refuse, type Answers } from "./protocol";

export const acm = ({ certificates, certificateNames }: AccountState): Answers => ({
    DescribeCertificate: ({ CertificateArn }) => {
        const arn = String(CertificateArn);
        const status = certificates.get(arn) ?? refuse("ResourceNotFoundException", `Could not find certificate ${arn}`);
        const names = { SubjectAlternativeNames: certificateNames.get(arn) };
        return { Certificate: { CertificateArn: arn, Status: status, Type: "AMAZON_ISSUED", ...names } };
    },
});
