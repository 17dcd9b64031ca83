import * as assert from "node:assert/strict";
import { issueCertificate } from "../../components/domain";
import { build, inputsOf, modes } from "../support/build";

const hosted = { name: "app.example.com", otherNames: [], zoneId: "Z0123456789ABC" };
const recordType = "aws:route53/record:Record";

describe("issueCertificate", () => {
    for (const mode of modes) {
        it(`makes a certificate, its proof, and what waits for both (${mode})`, async () => {
            const resources = await build(() => issueCertificate("web", hosted, {}), mode);
            assert.deepEqual(
                resources.map(({ type, name, options }) => [`${type}::${name}`, options.dependsOn]),
                [
                    ["aws:acm/certificate:Certificate::web", []],
                    [
                        "aws:acm/certificateValidation:CertificateValidation::web",
                        ["aws:acm/certificate:Certificate::web", `${recordType}::web-validation`],
                    ],
                    [`${recordType}::web-validation`, ["aws:acm/certificate:Certificate::web"]],
                ],
            );
        });
    }

    it("proves by DNS that the domain is ours", async () => {
        const resources = await build(() => issueCertificate("web", hosted, {}));
        assert.deepEqual(inputsOf(resources, "aws:acm/certificate:Certificate"), {
            domainName: "app.example.com",
            subjectAlternativeNames: ["app.example.com"],
            validationMethod: "DNS",
        });
        assert.deepEqual(inputsOf(resources, recordType), {
            allowOverwrite: true,
            name: "_0.app.example.com.",
            records: ["_0.acm-validations.aws."],
            ttl: 60,
            type: "CNAME",
            zoneId: "Z0123456789ABC",
        });
        assert.deepEqual(inputsOf(resources, "aws:acm/certificateValidation:CertificateValidation"), {
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
            validationRecordFqdns: ["_0.app.example.com"],
        });
    });

    it("leaves the proof open until ACM names it", async () => {
        const resources = await build(() => issueCertificate("web", hosted, {}), "preview");
        assert.deepEqual(inputsOf(resources, recordType), {
            allowOverwrite: true,
            name: "<unknown>",
            records: ["<unknown>"],
            ttl: 60,
            type: "<unknown>",
            zoneId: "Z0123456789ABC",
        });
    });

    it("proves each other name, and a wildcard together with the name that it is of", async () => {
        const names = { otherNames: ["*.app.example.com", "www.example.com"] };
        const resources = await build(() => issueCertificate("web", { ...hosted, ...names }, {}));
        assert.deepEqual(inputsOf(resources, "aws:acm/certificate:Certificate").subjectAlternativeNames, [
            hosted.name,
            ...names.otherNames,
        ]);
        assert.deepEqual(
            resources.filter(({ type }) => type === recordType).map(({ name, inputs }) => [name, inputs.name]),
            [
                ["web-validation", "_0.app.example.com."],
                ["web-validation-www.example.com", "_0.www.example.com."],
            ],
        );
        assert.deepEqual(inputsOf(resources, "aws:acm/certificateValidation:CertificateValidation").validationRecordFqdns, [
            "_0.app.example.com",
            "_0.www.example.com",
        ]);
    });
});
