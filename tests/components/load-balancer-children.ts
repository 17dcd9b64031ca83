import { inZone, withCertificate, bothFamilies } from "./balancer-with";

export const children = {
    "HTTP only": [
        {},
        ["aws:lb/listener:Listener::web-http", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http"],
    ],
    "a certificate that exists": [
        withCertificate,
        [
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
        ],
    ],
    "a certificate of its own": [
        inZone,
        [
            "aws:acm/certificate:Certificate::web",
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:route53/record:Record::web-validation",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
        ],
    ],
    "both address families": [
        { ...inZone, ...bothFamilies },
        [
            "aws:acm/certificate:Certificate::web",
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:route53/record:Record::web-validation",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http-ipv6",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https-ipv6",
        ],
    ],
} as const;
