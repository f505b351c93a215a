/**
 * All that the doctor may ask AWS, by client and operation, and the right that each asks for: IAM names some otherwise.
 * A call that is not here is refused before it is sent.
 */
export const reads: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  APIGatewayClient: { GetAccount: 'apigateway:GET' },
  BedrockClient: {
    GetAccountDataRetention: 'bedrock:GetAccountDataRetention',
    GetFoundationModel: 'bedrock:GetFoundationModel',
    GetFoundationModelAvailability: 'bedrock:GetFoundationModelAvailability',
    GetInferenceProfile: 'bedrock:GetInferenceProfile',
    GetModelInvocationLoggingConfiguration: 'bedrock:GetModelInvocationLoggingConfiguration',
    GetUseCaseForModelAccess: 'bedrock:GetUseCaseForModelAccess',
  },
  BudgetsClient: { DescribeBudgets: 'budgets:ViewBudget' },
  CloudFormationClient: {
    DescribeStacks: 'cloudformation:DescribeStacks',
    ListStackResources: 'cloudformation:ListStackResources',
  },
  CloudTrailClient: {
    DescribeTrails: 'cloudtrail:DescribeTrails',
    GetTrailStatus: 'cloudtrail:GetTrailStatus',
  },
  EC2Client: {
    DescribeAddresses: 'ec2:DescribeAddresses',
    DescribeAvailabilityZones: 'ec2:DescribeAvailabilityZones',
    DescribeInstances: 'ec2:DescribeInstances',
    DescribeInstanceTypeOfferings: 'ec2:DescribeInstanceTypeOfferings',
    DescribeRegions: 'ec2:DescribeRegions',
    DescribeVpcEndpointServices: 'ec2:DescribeVpcEndpointServices',
    DescribeVpcs: 'ec2:DescribeVpcs',
  },
  IAMClient: {
    GetRole: 'iam:GetRole',
    SimulatePrincipalPolicy: 'iam:SimulatePrincipalPolicy',
  },
  LambdaClient: { GetAccountSettings: 'lambda:GetAccountSettings' },
  OrganizationsClient: {
    DescribeOrganization: 'organizations:DescribeOrganization',
    DescribePolicy: 'organizations:DescribePolicy',
    ListPoliciesForTarget: 'organizations:ListPoliciesForTarget',
  },
  Route53Client: { GetHostedZone: 'route53:GetHostedZone' },
  SESv2Client: { GetAccount: 'ses:GetAccount', GetEmailIdentity: 'ses:GetEmailIdentity' },
  ServiceQuotasClient: {
    GetAWSDefaultServiceQuota: 'servicequotas:GetAWSDefaultServiceQuota',
    GetServiceQuota: 'servicequotas:GetServiceQuota',
    ListServiceQuotas: 'servicequotas:ListServiceQuotas',
  },
  SNSClient: { ListSubscriptionsByTopic: 'sns:ListSubscriptionsByTopic' },
  STSClient: { GetCallerIdentity: 'sts:GetCallerIdentity' },
};

const rights = Object.values(reads).flatMap((service) => Object.values(service));
/** It would read much else of API Gateway. */
const narrow = 'apigateway:GET';

/** The rights of whoever asks; none of them changes anything, or reads what people wrote. */
export const doctorPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'CloisterDoctor',
      Effect: 'Allow',
      Action: rights.filter((right) => right !== narrow),
      Resource: '*',
    },
    { Sid: 'ApiLogs', Effect: 'Allow', Action: [narrow], Resource: 'arn:aws:apigateway:*::/account' },
  ],
} as const;
