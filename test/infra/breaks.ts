import { at, type Resource } from '../support/evidence/template.ts';
import {
  type Break,
  distribution,
  eachOrigin,
  eachRule,
  eachStatement,
  grantedToo,
  remove,
  set,
  withoutDeny,
} from './changes.ts';

/** A default route beside each route table of a subnet. */
const defaultRoutes = ({ type, stack, properties }: Resource): readonly Resource[] =>
  type === 'AWS::EC2::SubnetRouteTableAssociation'
    ? [
        {
          id: 'WayOut',
          stack,
          type: 'AWS::EC2::Route',
          properties: { RouteTableId: properties['RouteTableId'], DestinationCidrBlock: '0.0.0.0/0' },
        },
      ]
    : [];

export const breaks: readonly Break[] = [
  { claim: 'T2', broken: 'tables without tags', change: set('DynamoDB::Table', ['Tags'], []) },
  { claim: 'T6', broken: 'a boundary that lets roles train', change: withoutDeny('NoTraining') },
  {
    claim: 'T12',
    broken: 'a name demanded at sign-up',
    change: set('Cognito::UserPool', ['Schema', '1'], { Name: 'name', Required: true }),
  },
  {
    claim: 'T17',
    broken: 'a log kept for ten years',
    change: set('Logs::LogGroup', ['RetentionInDays'], 3653),
  },
  {
    claim: 'T17',
    broken: 'a log that says where people came from',
    change: set('ApiGateway::Stage', ['AccessLogSetting', 'Format'], '{"referrer":"x"}'),
  },
  {
    claim: 'T17',
    broken: 'a log that no schedule ends',
    change: set('Logs::LogGroup', ['RetentionInDays'], undefined),
  },
  {
    claim: 'T17',
    broken: 'an API without an access log',
    change: set('ApiGateway::Stage', ['AccessLogSetting'], undefined),
  },
  { claim: 'T17', broken: 'a role that reads logs', change: grantedToo('logs:FilterLogEvents', 'same') },
  {
    claim: 'T18',
    broken: 'a way out of the content subnets',
    change: defaultRoutes,
  },
  { claim: 'T18', broken: 'a boundary without Regions', change: withoutDeny('NoOtherRegion') },
  {
    claim: 'T19',
    broken: 'a wider scope',
    change: set('Cognito::UserPoolClient', ['AllowedOAuthScopes'], ['openid', 'email', 'phone']),
  },
  {
    claim: 'T24',
    broken: 'a boundary that lets roles look into machines',
    change: withoutDeny('NoLookIntoMachines'),
  },
  { claim: 'T26', broken: 'buckets without a policy', change: remove('S3::BucketPolicy') },
  {
    claim: 'T26',
    broken: 'TLS 1.0',
    change: set(
      'CloudFront::Distribution',
      [...distribution, 'ViewerCertificate', 'MinimumProtocolVersion'],
      'TLSv1',
    ),
  },
  {
    claim: 'A2',
    broken: 'tables with a key of AWS',
    change: set('DynamoDB::Table', ['SSESpecification'], { SSEEnabled: true }),
  },
  { claim: 'A2', broken: 'logs without a key', change: set('Logs::LogGroup', ['KmsKeyId'], undefined) },
  {
    claim: 'A2',
    broken: 'buckets with a key of S3',
    change: set('S3::Bucket', ['BucketEncryption'], undefined),
  },
  { claim: 'A2', broken: 'topics without a key', change: set('SNS::Topic', ['KmsMasterKeyId'], undefined) },
  {
    claim: 'A2',
    broken: 'a page by plain HTTP',
    change: set(
      'CloudFront::Distribution',
      [...distribution, 'DefaultCacheBehavior', 'ViewerProtocolPolicy'],
      'allow-all',
    ),
  },
  {
    claim: 'A2',
    broken: 'an API by plain HTTP',
    change: set(
      'CloudFront::Distribution',
      [...distribution, 'CacheBehaviors', '0', 'ViewerProtocolPolicy'],
      'allow-all',
    ),
  },
  {
    claim: 'A2',
    broken: 'plain HTTP behind the distribution',
    change: eachOrigin((origin) => {
      origin['OriginProtocolPolicy'] = 'http-only';
    }),
  },
  {
    claim: 'A2',
    broken: 'buckets that take plain HTTP',
    change: eachStatement('S3::BucketPolicy', (one) => {
      one['Condition'] = {};
    }),
  },
  { claim: 'A3', broken: 'a role that may train', change: grantedToo('bedrock:CreateCustomModel') },
  {
    claim: 'A5',
    broken: 'functions outside of the network',
    change: set('Lambda::Function', ['VpcConfig'], undefined),
  },
  {
    claim: 'A5',
    broken: 'endpoints that lead to any account',
    change: eachStatement('EC2::VPCEndpoint', (one) => {
      one['Condition'] = {};
    }),
  },
  { claim: 'A12', broken: 'a role that may do anything with models', change: grantedToo('bedrock:*') },
  { claim: 'A15', broken: 'an API without a web ACL', change: remove('WAFv2::WebACLAssociation') },
  {
    claim: 'A20',
    broken: 'a network that resolves every name',
    change: remove('Route53Resolver::FirewallRuleGroupAssociation'),
  },
  {
    claim: 'A20',
    broken: 'names beside the services',
    change: ({ type, properties }) =>
      type === 'AWS::Route53Resolver::FirewallDomainList' && Array.isArray(properties['Domains'])
        ? void properties['Domains'].push('*.example.org')
        : undefined,
  },
  { claim: 'A20', broken: 'no endpoint for models', change: remove('EC2::VPCEndpoint') },
  {
    claim: 'A20',
    broken: 'an endpoint that leads to any model',
    change: eachStatement('EC2::VPCEndpoint', (one) => {
      one['Resource'] = '*';
    }),
  },
  {
    claim: 'A20',
    broken: 'an endpoint that refuses nothing',
    change: set('EC2::VPCEndpoint', ['PolicyDocument'], undefined),
  },
  {
    claim: 'A20',
    broken: 'an endpoint that is no interface',
    change: set('EC2::VPCEndpoint', ['VpcEndpointType'], 'Gateway'),
  },
  {
    claim: 'A22',
    broken: 'more than one role that sets the mode',
    change: grantedToo('bedrock:PutAccountDataRetention'),
  },
  { claim: 'A22', broken: 'any model', change: grantedToo('bedrock:InvokeModel') },
  {
    claim: 'A25',
    broken: 'plain HTTP',
    change: set(
      'CloudFront::Distribution',
      [...distribution, 'DefaultCacheBehavior', 'ViewerProtocolPolicy'],
      'allow-all',
    ),
  },
  { claim: 'A26', broken: 'another kind of key', change: set('KMS::Key', ['KeySpec'], 'RSA_2048') },
  {
    claim: 'A27',
    broken: 'groups of a foreign network',
    change: set('EC2::SecurityGroup', ['VpcId'], 'vpc-of-somebody'),
  },
  {
    claim: 'A28',
    broken: 'the implicit flow',
    change: set('Cognito::UserPoolClient', ['AllowedOAuthFlows'], ['implicit']),
  },
  {
    claim: 'C73',
    broken: 'another authentication service',
    change: (resource) => {
      if (resource.type === 'AWS::Cognito::UserPoolDomain')
        Object.assign(resource, { type: 'AWS::Cognito::UserPoolIdentityProvider' });
    },
  },
  {
    claim: 'C82',
    broken: 'accounts that expire',
    change: set('DynamoDB::Table', ['TimeToLiveSpecification'], { AttributeName: 'x', Enabled: true }),
  },
  {
    claim: 'C94',
    broken: 'TLS 1.1',
    change: set(
      'CloudFront::Distribution',
      [...distribution, 'ViewerCertificate', 'MinimumProtocolVersion'],
      'TLSv1.1_2016',
    ),
  },
  { claim: 'C95', broken: 'a wildcard', change: grantedToo('dynamodb:*') },
  {
    claim: 'C95',
    broken: 'roles without a boundary',
    change: set('IAM::Role', ['PermissionsBoundary'], undefined),
  },
  {
    claim: 'T24',
    broken: 'a machine that may write logs',
    change: (resource) => {
      const policy = grantedToo('logs:PutLogEvents', 'same');
      if (JSON.stringify(resource.properties['Roles'] ?? '').includes('machine-network')) policy(resource);
    },
  },
  {
    claim: 'T28',
    broken: 'a key pair',
    change: set('EC2::LaunchTemplate', ['LaunchTemplateData', 'KeyName'], 'mine'),
  },
  {
    claim: 'T28',
    broken: 'a way in',
    change: set('EC2::SecurityGroup', ['SecurityGroupIngress'], [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }]),
  },
  { claim: 'T28', broken: 'public subnets', change: set('EC2::Subnet', ['MapPublicIpOnLaunch'], true) },
  {
    claim: 'A2',
    broken: 'volumes with a key of AWS',
    change: set(
      'EC2::LaunchTemplate',
      ['LaunchTemplateData', 'BlockDeviceMappings', '0', 'Ebs', 'KmsKeyId'],
      'alias/aws/ebs',
    ),
  },
  {
    claim: 'A2',
    broken: 'plain volumes',
    change: set('EC2::LaunchTemplate', ['LaunchTemplateData', 'BlockDeviceMappings', '0', 'Ebs'], {}),
  },
  { claim: 'A29', broken: 'no rules', change: set('WAFv2::WebACL', ['Rules'], []) },
  {
    claim: 'A29',
    broken: 'groups of rules that only count',
    change: eachRule((rule) => {
      if (rule['OverrideAction'] !== undefined) rule['OverrideAction'] = { Count: {} };
    }),
  },
  {
    claim: 'A29',
    broken: 'a rate that nothing stops',
    change: eachRule((rule) => {
      if (at(rule, 'Statement', 'RateBasedStatement') !== undefined) rule['Action'] = { Count: {} };
    }),
  },
  {
    claim: 'A29',
    broken: 'any rate',
    change: (resource) => {
      if (resource.type !== 'AWS::WAFv2::WebACL') return;
      const rules = [at(resource.properties, 'Rules')].flat();
      const kept = rules.filter((rule) => at(rule, 'Statement', 'RateBasedStatement') === undefined);
      Object.assign(resource.properties, { Rules: kept });
    },
  },
  {
    claim: 'A29',
    broken: 'a distribution without a web ACL',
    change: set('CloudFront::Distribution', [...distribution, 'WebACLId'], undefined),
  },
  { claim: 'A29', broken: 'an API without a web ACL', change: remove('WAFv2::WebACLAssociation') },
  { claim: 'C86', broken: 'nobody who comes for closed accounts', change: remove('Events::Rule') },
  { claim: 'C88', broken: 'nobody who purges', change: set('Events::Rule', ['State'], 'DISABLED') },
  {
    claim: 'C88',
    broken: 'logs that never expire',
    change: set('DynamoDB::Table', ['TimeToLiveSpecification'], undefined),
  },
  {
    claim: 'C171',
    broken: 'a picture in a mail',
    change: set(
      'Cognito::UserPool',
      ['VerificationMessageTemplate', 'EmailMessage'],
      '{####} <img src="https://x.test/1.gif">',
    ),
  },
];
