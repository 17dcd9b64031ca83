import { rowsOf, type TextRow } from "./text-row";

const pulling = "ResourceInitializationError: unable to pull secrets or registry auth: ";
const fargate = `${pulling}execution resource retrieval failed: `;
const ssm = `${fargate}unable to retrieve secrets from ssm: service call has been retried 1 time(s): `;
const asm = `${fargate}unable to retrieve secret from asm: service call has been retried 1 time(s): `;
const v2 = "https response error StatusCode: 400, RequestID: d45b80b7-7a19-49eb-8fd2-44305bb5e5d7, ";
const task = "arn:aws:sts::810477631786:assumed-role/ecsTaskExecutionRole/668f97696c2f47f7ab6582a0b87413eb";
const parameter = "arn:aws:ssm:eu-west-1:846505724644:parameter/spotter-app/DATABASE_URL";
const secret = "arn:aws:secretsmanager:ap-northeast-1:810477631786:secret:N8N_ENCRYPTION_KEY-nAG4eC";

const row = rowsOf("stopped");

export const parameterTexts: readonly TextRow[] = [
    row(
        "parameter-denied",
        `${ssm}AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter} because no identity-based policy allows the ssm:GetParameters action status code: 400, request id: 54c9e3a0-0c5e-4d0d-8a5f-4a1b0e3e2f11`,
        ["ssm:GetParameters", "parameter/spotter-app/DATABASE_URL", "ecsTaskExecutionRole", "no identity-based policy"],
        "file:43687062114, file:18240261850",
    ),
    row(
        "parameter-denied",
        `${ssm}operation error SSM: GetParameters, ${v2}api error AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter} because no identity-based policy allows the ssm:GetParameters action`,
        ["ssm:GetParameters", "parameter/spotter-app/DATABASE_URL", "ecsTaskExecutionRole"],
        "file:60811862440",
    ),
    row(
        "parameter-denied",
        `${ssm}AccessDeniedException: User: ${task} is not a...`,
        ["AccessDeniedException"],
        "file:55363826586",
    ),
    row(
        "parameter-denied",
        `${ssm}operation error SSM: GetParameters, ${v2}api error AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter} with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-example/service_control_policy/p-guardrail`,
        ["ssm:GetParameters", "DATABASE_URL", "explicit deny in a service control policy"],
        "form of file:68836504331",
    ),
    row(
        "parameter-denied",
        `${ssm}AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter} because no permissions boundary allows the ssm:GetParameters action`,
        ["ssm:GetParameters", "DATABASE_URL", "permissions boundary"],
        "form of docs: IAM access denied error messages",
    ),
    row(
        "parameter-denied",
        `${ssm}AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter} because no VPC endpoint policy allows the ssm:GetParameters action`,
        ["ssm:GetParameters", "VPC endpoint policy"],
        "form of docs: IAM access denied error messages",
    ),
    row(
        "parameter-denied",
        `ResourceInitializationError: fetching secret data from SSM Parameter Store in us-west-2: AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter}`,
        ["ssm:GetParameters", "DATABASE_URL"],
        "aws/amazon-ecs-agent (ssmsecret.go)",
    ),
    row(
        "parameter-denied",
        `unable to pull secrets or registry auth: pull command failed: : AccessDeniedException: User: ${task} is not authorized to perform: ssm:GetParameters on resource: ${parameter}`,
        ["ssm:GetParameters", "DATABASE_URL"],
        "aws/copilot-cli#4504",
    ),
    row(
        "no-route",
        `${ssm}RequestCanceled: request context canceled caused by: context deadli...`,
        ["RequestCanceled"],
        "umotif-public/terraform-aws-ecs-fargate#50",
    ),
    row(
        "no-route",
        `${pulling}The task cannot retrieve parameters from AWS Systems Manager: There is a connection issue between the task and AWS Systems Manager. Check your task network configuration. operation error SSM: GetParameters, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
        ["Systems Manager", "deadline exceeded"],
        "file:62453933617",
    ),
    row(
        "no-route",
        `${pulling}unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret ${secret} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
        ["Secrets Manager", "N8N_ENCRYPTION_KEY"],
        "file:45605303942",
    ),
    row(
        "no-route",
        `${asm}failed to fetch secret ${secret} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
        ["N8N_ENCRYPTION_KEY", "deadline exceeded"],
        "Releem/releem-agent#195",
    ),
    row(
        "no-route",
        `${fargate}unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${secret} from secrets manager: RequestError: send request failed caused by: Post "https://secretsmanager.eu-west-1.amazonaws.com/": dial tcp: lookup secretsmanager.eu-west-1.amazonaws.com on 10.0.0.2:53: server misbehaving`,
        ["secretsmanager.eu-west-1.amazonaws.com", "server misbehaving"],
        "form of file:59115497550",
    ),
    row(
        "parameter-missing",
        `${ssm}invalid ssm parameters: /spotter-app/AUTH_SECRET, /spotter-app/B`,
        ["/spotter-app/AUTH_SECRET, /spotter-app/B"],
        "docs: resource-initialization-error",
    ),
    row(
        "parameter-missing",
        "ResourceInitializationError: fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: [/spotter-app/A]",
        ["/spotter-app/A"],
        "aws/amazon-ecs-agent (ssmsecret.go); file:70387496880",
    ),
    row(
        "parameter-missing",
        "was unable to start a task because ResourceInitializationError: unable to retrieve secret from ssm: ParameterNotFound: /prod/order/STRIPE_WEBHOOK_SECRET",
        ["/prod/order/STRIPE_WEBHOOK_SECRET"],
        "file:53911513317",
        "event",
    ),
    row(
        "parameter-missing",
        `${asm}retrieved secret from Secrets Manager did not contain json key app_definition_id.`,
        ["json key app_definition_id"],
        "file:35051179545, file:5074072529",
        "event",
    ),
    row(
        "parameter-missing",
        `${fargate}unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key password`,
        ["password"],
        "file:70435201811",
    ),
    row(
        "parameter-missing",
        `${asm}failed to fetch secret ${secret} from secrets manager: operation error Secrets Manager: GetSecretValue, ${v2}ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT.`,
        ["AWSCURRENT", "N8N_ENCRYPTION_KEY"],
        "file:30890333155, file:57399515382",
    ),
    row(
        "parameter-missing",
        `${asm}failed to fetch secret ${secret} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
        ["N8N_ENCRYPTION_KEY"],
        "docs: GetSecretValue",
    ),
    row(
        "parameter-missing",
        `${asm}failed to fetch secret ${secret} from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
        ["marked for deletion"],
        "file:71172644013",
    ),
    row(
        "secret-denied",
        `${asm}failed to fetch secret ${secret} from secrets manager: operation error Secrets Manager: GetSecretValue, ${v2}api error AccessDeniedException: User: ${task} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
        ["secretsmanager:GetSecretValue", "secret:N8N_ENCRYPTION_KEY-nAG4eC", "ecsTaskExecutionRole"],
        "file:55666659432",
    ),
    row(
        "secret-denied",
        `service devpolaris-orders-api was unable to place a task because ResourceInitializationError: unable to retrieve secret from asm: AccessDeniedException: User: ${task} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret}`,
        ["secretsmanager:GetSecretValue", "N8N_ENCRYPTION_KEY"],
        "file:53911513317",
        "event",
    ),
    row(
        "secret-denied",
        `ResourceInitializationError: fetching secret data from AWS Secrets Manager in region us-west-2: secret ${secret}: AccessDeniedException: User: ${task} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
        ["secretsmanager:GetSecretValue", "no resource-based policy"],
        "aws/amazon-ecs-agent (asmsecret.go)",
    ),
    row(
        "secret-denied",
        `${fargate}unable to get registry auth from asm: service call has been retried 1 time(s): asm fetching secret from the service for ${secret}: AccessDeniedException: User: ${task} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret}`,
        ["secretsmanager:GetSecretValue"],
        "aws-samples/keycloak-on-aws#222",
    ),
    row(
        "parameter-undecryptable",
        `${asm}failed to fetch secret ${secret} from secrets manager: AccessDeniedException: Access to KMS is not allowed`,
        ["KMS"],
        "docs: re:Post, ECS secrets and customer managed keys",
    ),
    row(
        "parameter-undecryptable",
        `${ssm}AccessDeniedException: User: ${task} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:123456789012:key/f148edeb-221b-4a78-8367-96f95c1669c6 because no identity-based policy allows the kms:Decrypt action`,
        ["kms:Decrypt", "key/f148edeb-221b-4a78-8367-96f95c1669c6"],
        "form of file:62109472105",
    ),
    row(
        "parameter-undecryptable",
        `${ssm}AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.`,
        ["customer master key"],
        "docs: KMS Decrypt",
    ),
    row(
        "parameter-undecryptable",
        `${ssm}operation error SSM: GetParameters, ${v2}InvalidKeyId: arn:aws:kms:us-east-1:1:key/1 is pending deletion.`,
        ["pending deletion"],
        "docs: SSM GetParameters",
    ),
    row(
        "parameter-undecryptable",
        `${asm}failed to fetch secret ${secret} from secrets manager: operation error Secrets Manager: GetSecretValue, ${v2}DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.`,
        ["DecryptionFailure"],
        "docs: GetSecretValue",
    ),
    row(
        "parameter-throttled",
        `${ssm}ThrottlingException: Rate exceeded status code: 400, request id: 0f3c1f7e-4c1a-4f0c-9f0e-0a0a0a0a0a0a`,
        ["Rate exceeded"],
        "file:19804871129",
    ),
    row(
        "parameter-throttled",
        `${asm}failed to fetch secret ${secret} from secrets manager: operation error Secrets Manager: GetSecretValue, exceeded maximum number of attempts, 3, ${v2}api error ThrottlingException: Rate exceeded`,
        ["Rate exceeded", "N8N_ENCRYPTION_KEY"],
        "docs: Secrets Manager quotas",
    ),
    row(
        "cannot-start",
        `${asm}invalid character '\\'' looking for beginning of value`,
        ["invalid character"],
        "rileydakota/valheim-ecs-fargate-cdk#9; file:53565502254",
        "event",
    ),
];
