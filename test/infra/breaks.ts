import { at, type Resource } from '../support/evidence/template.ts';
import {
  breaksOf,
  eachOrigin,
  eachRule,
  eachStatement,
  grantedToo,
  ofDistribution,
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

export const breaks = breaksOf({
  T2: { 'tables without tags': set('DynamoDB::Table', 'Tags', []) },
  T6: { 'a boundary that lets roles train': withoutDeny('NoTraining') },
  T12: {
    'a name demanded at sign-up': set('Cognito::UserPool', 'Schema.1', { Name: 'name', Required: true }),
  },
  T17: {
    'a log kept for ten years': set('Logs::LogGroup', 'RetentionInDays', 3653),
    'a log that says where people came from': set(
      'ApiGateway::Stage',
      'AccessLogSetting.Format',
      '{"referrer":"x"}',
    ),
    'a log that no schedule ends': set('Logs::LogGroup', 'RetentionInDays', undefined),
    'an API without an access log': set('ApiGateway::Stage', 'AccessLogSetting', undefined),
    'a role that reads logs': grantedToo('logs:FilterLogEvents', 'same'),
  },
  T18: {
    'a way out of the content subnets': defaultRoutes,
    'a boundary without Regions': withoutDeny('NoOtherRegion'),
  },
  T19: {
    'a wider scope': set('Cognito::UserPoolClient', 'AllowedOAuthScopes', ['openid', 'email', 'phone']),
  },
  T24: {
    'a boundary that lets roles look into machines': withoutDeny('NoLookIntoMachines'),
    'a machine that may write logs': (resource) => {
      const policy = grantedToo('logs:PutLogEvents', 'same');
      if (JSON.stringify(resource.properties['Roles'] ?? '').includes('machine-network')) policy(resource);
    },
  },
  T26: {
    'buckets without a policy': remove('S3::BucketPolicy'),
    'TLS 1.0': ofDistribution('ViewerCertificate.MinimumProtocolVersion', 'TLSv1'),
  },
  A2: {
    'tables with a key of AWS': set('DynamoDB::Table', 'SSESpecification', { SSEEnabled: true }),
    'logs without a key': set('Logs::LogGroup', 'KmsKeyId', undefined),
    'buckets with a key of S3': set('S3::Bucket', 'BucketEncryption', undefined),
    'topics without a key': set('SNS::Topic', 'KmsMasterKeyId', undefined),
    'a page by plain HTTP': ofDistribution('DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all'),
    'an API by plain HTTP': ofDistribution('CacheBehaviors.0.ViewerProtocolPolicy', 'allow-all'),
    'plain HTTP behind the distribution': eachOrigin({ OriginProtocolPolicy: 'http-only' }),
    'buckets that take plain HTTP': eachStatement('S3::BucketPolicy', { Condition: {} }),
    'volumes with a key of AWS': set(
      'EC2::LaunchTemplate',
      'LaunchTemplateData.BlockDeviceMappings.0.Ebs.KmsKeyId',
      'alias/aws/ebs',
    ),
    'plain volumes': set('EC2::LaunchTemplate', 'LaunchTemplateData.BlockDeviceMappings.0.Ebs', {}),
  },
  A3: { 'a role that may train': grantedToo('bedrock:CreateCustomModel') },
  A5: {
    'functions outside of the network': set('Lambda::Function', 'VpcConfig', undefined),
    'endpoints that lead to any account': eachStatement('EC2::VPCEndpoint', { Condition: {} }),
  },
  A12: { 'a role that may do anything with models': grantedToo('bedrock:*') },
  A15: { 'an API without a web ACL': remove('WAFv2::WebACLAssociation') },
  A20: {
    'a network that resolves every name': remove('Route53Resolver::FirewallRuleGroupAssociation'),
    'names beside the services': ({ type, properties }) =>
      type === 'AWS::Route53Resolver::FirewallDomainList' && Array.isArray(properties['Domains'])
        ? void properties['Domains'].push('*.example.org')
        : undefined,
    'no endpoint for models': remove('EC2::VPCEndpoint'),
    'an endpoint that leads to any model': eachStatement('EC2::VPCEndpoint', { Resource: '*' }),
    'an endpoint that refuses nothing': set('EC2::VPCEndpoint', 'PolicyDocument', undefined),
    'an endpoint that is no interface': set('EC2::VPCEndpoint', 'VpcEndpointType', 'Gateway'),
  },
  A22: {
    'more than one role that sets the mode': grantedToo('bedrock:PutAccountDataRetention'),
    'any model': grantedToo('bedrock:InvokeModel'),
  },
  A25: { 'plain HTTP': ofDistribution('DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all') },
  A26: { 'another kind of key': set('KMS::Key', 'KeySpec', 'RSA_2048') },
  A27: { 'groups of a foreign network': set('EC2::SecurityGroup', 'VpcId', 'vpc-of-somebody') },
  A28: { 'the implicit flow': set('Cognito::UserPoolClient', 'AllowedOAuthFlows', ['implicit']) },
  C73: {
    'another authentication service': (resource) => {
      if (resource.type === 'AWS::Cognito::UserPoolDomain')
        Object.assign(resource, { type: 'AWS::Cognito::UserPoolIdentityProvider' });
    },
  },
  C82: {
    'accounts that expire': set('DynamoDB::Table', 'TimeToLiveSpecification', {
      AttributeName: 'x',
      Enabled: true,
    }),
  },
  C94: { 'TLS 1.1': ofDistribution('ViewerCertificate.MinimumProtocolVersion', 'TLSv1.1_2016') },
  C95: {
    'a wildcard': grantedToo('dynamodb:*'),
    'roles without a boundary': set('IAM::Role', 'PermissionsBoundary', undefined),
  },
  T28: {
    'a key pair': set('EC2::LaunchTemplate', 'LaunchTemplateData.KeyName', 'mine'),
    'a way in': set('EC2::SecurityGroup', 'SecurityGroupIngress', [
      { CidrIp: '0.0.0.0/0', IpProtocol: '-1' },
    ]),
    'public subnets': set('EC2::Subnet', 'MapPublicIpOnLaunch', true),
  },
  A29: {
    'no rules': set('WAFv2::WebACL', 'Rules', []),
    'groups of rules that only count': eachRule((rule) => {
      if (rule['OverrideAction'] !== undefined) rule['OverrideAction'] = { Count: {} };
    }),
    'a rate that nothing stops': eachRule((rule) => {
      if (at(rule, 'Statement', 'RateBasedStatement') !== undefined) rule['Action'] = { Count: {} };
    }),
    'any rate': (resource) => {
      if (resource.type !== 'AWS::WAFv2::WebACL') return;
      const rules = [at(resource.properties, 'Rules')].flat();
      const kept = rules.filter((rule) => at(rule, 'Statement', 'RateBasedStatement') === undefined);
      Object.assign(resource.properties, { Rules: kept });
    },
    'a distribution without a web ACL': ofDistribution('WebACLId', undefined),
    'an API without a web ACL': remove('WAFv2::WebACLAssociation'),
  },
  C86: { 'nobody who comes for closed accounts': remove('Events::Rule') },
  C88: {
    'nobody who purges': set('Events::Rule', 'State', 'DISABLED'),
    'logs that never expire': set('DynamoDB::Table', 'TimeToLiveSpecification', undefined),
  },
  C171: {
    'a picture in a mail': set(
      'Cognito::UserPool',
      'VerificationMessageTemplate.EmailMessage',
      '{####} <img src="https://x.test/1.gif">',
    ),
  },
});
