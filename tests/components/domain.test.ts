import * as assert from "node:assert/strict";
import { LoadBalancer as Balancer } from "@pulumi/aws/lb";
import { aliasTo, issueCertificate } from "../../components/domain";
import { build, inputsOf, modes, resourceOf } from "../support/build";

const hosted = { domain: "app.example.com", zoneId: "Z0123456789ABC" };
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
});

describe("aliasTo", () => {
    const aliases = [{ evaluateTargetHealth: true, name: "spotter-alb-0.us-east-1.elb.amazonaws.com", zoneId: "Z0" }];
    const alias = (ipAddressType: "ipv4" | "dualstack") =>
        build(() => aliasTo("web", hosted, new Balancer("web", { name: "spotter-alb" }), ipAddressType, {}));
    const recordsOf = (resources: Awaited<ReturnType<typeof alias>>) =>
        resources.filter(({ type }) => type === recordType).map(({ name }) => name);

    it("leads the domain to the load balancer by A", async () => {
        const resources = await alias("ipv4");
        assert.deepEqual(recordsOf(resources), ["web-a"]);
        const { inputs, options } = resourceOf(resources, recordType, "web-a");
        assert.deepEqual(inputs, { aliases, name: "app.example.com", type: "A", zoneId: "Z0123456789ABC" });
        assert.deepEqual(options.dependsOn, ["aws:lb/loadBalancer:LoadBalancer::web"]);
    });

    it("and by AAAA where it listens on IPv6", async () => {
        const resources = await alias("dualstack");
        assert.deepEqual(recordsOf(resources), ["web-a", "web-aaaa"]);
        assert.deepEqual(inputsOf(resources, recordType, "web-aaaa"), {
            aliases,
            name: "app.example.com",
            type: "AAAA",
            zoneId: "Z0123456789ABC",
        });
    });
});
