type Version = "1.0" | "1.1" | "1.2" | "1.3";

/**
 * Oldest version of TLS that each security policy admits.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const oldestVersions: Readonly<Record<string, Version>> = {
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09": "1.3",
    "ELBSecurityPolicy-TLS13-1-3-2021-06": "1.3",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09": "1.2",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09": "1.2",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06": "1.2",
    "ELBSecurityPolicy-TLS13-1-2-2021-06": "1.2",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10": "1.2",
    "ELBSecurityPolicy-TLS13-1-1-2021-06": "1.1",
    "ELBSecurityPolicy-TLS-1-1-2017-01": "1.1",
    "ELBSecurityPolicy-TLS13-1-0-2021-06": "1.0",
    "ELBSecurityPolicy-FS-2018-06": "1.0",
    "ELBSecurityPolicy-2016-08": "1.0",
};

/** What the API takes for a listener that names none. */
const defaultPolicy = "ELBSecurityPolicy-2016-08";

/** `TLS 1.2+`; of a policy that is not in the table, its name. */
export function describeTls(policy: string = defaultPolicy): string {
    const oldest = oldestVersions[policy];
    return oldest === undefined ? policy : `TLS ${oldest}${oldest === "1.3" ? "" : "+"}`;
}
