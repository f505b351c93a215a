import type { Resource } from './assembly.ts';

/** Hours that AWS counts a month. */
const month = 730;

/** What a resource costs in a month in which nothing happens, in USD at us-east-1. */
export interface Price {
  readonly what: string;
  readonly source: string;
  monthly(resource: Resource): number;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const instanceHours: Readonly<Record<string, number>> = {
  't4g.nano': 0.0042,
  't4g.micro': 0.0084,
  't4g.small': 0.0168,
};
/** A root volume of 8 GB (gp3, 0.08 a GB) and a public IPv4 address go with an instance that translates addresses. */
const instanceRest = 8 * 0.08 + 0.005 * month;

function instance({ path, properties }: Resource): number {
  const hourly = instanceHours[String(properties['InstanceType'])];
  if (hourly === undefined)
    throw new Error(`no price for ${path}: ${JSON.stringify(properties['InstanceType'])}`);
  return hourly * month + instanceRest;
}

const price = (what: string, page: string, monthly: Price['monthly'] | number): Price => ({
  what,
  source: `https://aws.amazon.com/${page}/`,
  monthly: typeof monthly === 'number' ? () => monthly : monthly,
});

/** Sources are pages of AWS, read in 2026. An alarm over several metrics is charged for each. */
export const prices: Readonly<Record<string, Price>> = {
  'AWS::EC2::VPCEndpoint': price(
    'interface endpoint, a zone 0.01 an hour; gateway endpoints are free',
    'privatelink/pricing',
    ({ properties }) =>
      properties['VpcEndpointType'] === 'Interface' ? list(properties['SubnetIds']).length * 0.01 * month : 0,
  ),
  'AWS::EC2::NatGateway': price('NAT gateway, 0.045 an hour', 'vpc/pricing', 0.045 * month),
  'AWS::EC2::EIP': price('public IPv4 address, 0.005 an hour', 'vpc/pricing', 0.005 * month),
  'AWS::EC2::Instance': price(
    'NAT instance with its volume and public address',
    'ec2/pricing/on-demand',
    instance,
  ),
  'AWS::KMS::Key': price('KMS key, 1 a month (each of the first two rotations adds 1)', 'kms/pricing', 1),
  'AWS::WAFv2::WebACL': price(
    'web ACL, 5 a month and 1 a rule',
    'waf/pricing',
    ({ properties }) => 5 + list(properties['Rules']).length,
  ),
  'AWS::CloudWatch::Alarm': price(
    'alarm, 0.10 a month and metric',
    'cloudwatch/pricing',
    ({ properties }) => 0.1 * Math.max(1, list(properties['Metrics']).length),
  ),
  'AWS::CloudWatch::CompositeAlarm': price('composite alarm, 0.50 a month', 'cloudwatch/pricing', 0.5),
  'AWS::CloudWatch::Dashboard': price(
    'dashboard, 3 a month (an account has three free)',
    'cloudwatch/pricing',
    3,
  ),
  'AWS::SecretsManager::Secret': price('secret, 0.40 a month', 'secrets-manager/pricing', 0.4),
  'AWS::Route53Resolver::FirewallDomainList': price(
    'DNS Firewall, 0.0005 a domain in a list',
    'route53/pricing',
    ({ properties }) => 0.0005 * list(properties['Domains']).length,
  ),
};

/** Types that cost nothing until they are used, or never anything. A type on neither list has not been thought about. */
const freeWhenIdle: readonly (string | RegExp)[] = [
  // Charged by request, byte or second.
  /^AWS::(ApiGateway|CloudFront|DynamoDB|Events|Lambda|Logs|S3|Scheduler|SNS|SQS|StepFunctions)::/,
  // Charged by active person.
  /^AWS::Cognito::/,
  // Never charged.
  /^AWS::(CDK|CloudFormation|IAM)::/,
  /^AWS::CertificateManager::Certificate$/,
  /^AWS::EC2::(DHCPOptions|InternetGateway|LaunchTemplate|NetworkAcl\w*|Route|RouteTable|SecurityGroup\w*|Subnet\w*|VPC|VPCGatewayAttachment)$/,
  /^AWS::EC2::VPCDHCPOptionsAssociation$/,
  /^AWS::KMS::Alias$/,
  /^AWS::Route53::RecordSet$/,
  /^AWS::Route53Resolver::(FirewallRuleGroup|FirewallRuleGroupAssociation)$/,
  /^AWS::SES::/,
  /^AWS::SSM::(Document|Parameter)$/,
  /^AWS::WAFv2::(WebACLAssociation|LoggingConfiguration)$/,
  // The first trail of management events is free; data events, flow logs and mail are charged by their number.
  /^AWS::CloudTrail::Trail$/,
  /^AWS::EC2::FlowLog$/,
  /^Custom::/,
];

export const isFreeWhenIdle = (type: string): boolean =>
  freeWhenIdle.some((free) => (typeof free === 'string' ? free === type : free.test(type)));
