import { toArn, type Account } from "../aws/account";
import { balancerLogAccounts } from "../aws/elb-log-accounts";

/**
 * Lets AWS write logs into a bucket: Elastic Load Balancing below the account's own folder of each prefix, EC2 the flows of its
 * VPCs.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export function deliverLogs(account: Account, bucketArn: string, prefixes: readonly string[]): readonly object[] {
    const { partition, region, accountId } = account;
    const ofBalancer = prefixes.map((prefix) => `${bucketArn}/${prefix}/AWSLogs/${accountId}/*`);
    const former = balancerLogAccounts[region];
    const ownFlows = {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": toArn(account, "logs", "*") },
    };
    return [
        {
            Sid: "WriteBalancerLogs",
            Effect: "Allow",
            Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: ofBalancer,
        },
        // Regions from before August 2022 may still write as an account of Elastic Load Balancing's own.
        ...(former === undefined
            ? []
            : [
                  {
                      Sid: "WriteBalancerLogsAsAccount",
                      Effect: "Allow",
                      Principal: { AWS: `arn:${partition}:iam::${former}:root` },
                      Action: "s3:PutObject",
                      Resource: ofBalancer,
                  },
              ]),
        {
            Sid: "WriteFlowLogs",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: `${bucketArn}/flows/AWSLogs/${accountId}/*`,
            Condition: {
                ...ownFlows,
                StringEquals: { ...ownFlows.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
            },
        },
        {
            Sid: "CheckBucketForFlowLogs",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["s3:GetBucketAcl", "s3:ListBucket"],
            Resource: bucketArn,
            Condition: ownFlows,
        },
    ];
}
