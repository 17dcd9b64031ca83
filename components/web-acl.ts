import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { managedRuleGroups, webAclModes, type ManagedRuleGroup, type WebAclMode } from "../aws/web-acl";
import { given, listOf, object, oneOf, physicalName, requireValid, text, wholeNumber } from "./arguments";
import type { Balancer } from "./balancer";
import { associationReplacement, createFirst } from "./replacement";
import { webAclRules } from "./web-acl-rules";

/** Arguments of {@link WebAcl}. */
export interface WebAclArgs {
    /** Physical names. */
    readonly names: {
        /** The web ACL; unique in the account and region. */
        readonly monitoring: string;
    };

    /** What it stands before. */
    readonly loadBalancer: Balancer;

    /** What is refused. */
    readonly settings: WebAclSettings;
}

/** What a web ACL refuses. */
export interface WebAclSettings {
    /** What becomes of a request that a rule finds: `block` answers 403, `count` lets it through and counts it. */
    readonly mode: WebAclMode;

    /** Rules that AWS keeps, about 1 USD a month a group. */
    readonly managedRuleGroups: readonly ManagedRuleGroup[];

    /** Requests of one address in five minutes from which on it is refused, 10 to 2,000,000,000. */
    readonly requestsPer5Minutes: number;

    /** Beginnings of paths that no rule is asked about. */
    readonly exceptPaths: readonly string[];
}

/**
 * A web ACL of AWS WAF before the load balancer: AWS's managed rules and a limit for each address. Health checks don't meet it;
 * the verdict's questions do, which a limit of requests never reaches.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class WebAcl extends pulumi.ComponentResource {
    /** ARN of the web ACL. */
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:wafv2:WebAcl", name, {}, opts);
        validate(args);
        const { names, loadBalancer, settings } = args;

        const acl = new wafv2.WebAcl(
            name,
            {
                name: names.monitoring,
                description: "Stands before the load balancer",
                scope: "REGIONAL",
                defaultAction: { allow: {} },
                rules: webAclRules(settings),
                visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: names.monitoring, sampledRequestsEnabled: true },
            },
            { parent: this, ...createFirst },
        );
        new wafv2.WebAclAssociation(
            name,
            { resourceArn: loadBalancer.arn, webAclArn: acl.arn },
            { parent: this, ...associationReplacement },
        );

        this.arn = acl.arn;
        this.registerOutputs({ arn: this.arn });
    }
}

function validate(args: WebAclArgs): void {
    requireValid("WebAcl", args, {
        names: object({ monitoring: physicalName("monitoring") }),
        loadBalancer: given,
        settings: object<WebAclSettings>({
            mode: oneOf(webAclModes),
            managedRuleGroups: listOf(oneOf(managedRuleGroups)),
            requestsPer5Minutes: wholeNumber(ranges.requestsPer5Minutes),
            exceptPaths: listOf(text(formats.pathBeginning)),
        }),
    });
}
