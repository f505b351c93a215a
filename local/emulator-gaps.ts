/* oxlint-disable eslint/max-lines -- one list, so that nobody has to look for a second */
/**
 * What shows instead that a thing which the emulator lacks is right: an assertion on the synthesized template, an
 * evaluation of the policy by a simulator, a test of our own code alone, or nothing but a real account.
 */
export type Instead = 'template' | 'policy simulation' | 'unit' | 'live';

interface Gap {
  readonly reason: string;
  readonly instead: Instead;
}

/** A resource type that a local stack must leave out, since the emulator refuses the whole stack for it. */
export interface ResourceGap extends Gap {
  readonly type: string;
}

/** A property that is stored or dropped, and has no effect. */
export interface PropertyGap extends Gap {
  readonly type: string;
  readonly property: string;
  /** Whether the set-up gives it its effect after the deployment. */
  readonly madeUp?: true;
}

/** An IAM condition key that is not evaluated as on AWS; a trailing * stands for any rest. */
export interface ConditionGap extends Gap {
  readonly key: string;
}

/** An action that a local policy must allow on every resource. */
export interface ActionGap extends Gap {
  readonly action: string;
}

/** Something that works differently at run time. */
export interface BehaviourGap extends Gap {
  readonly service: string;
  readonly what: string;
}

const refused = 'The emulator does not know the type.';
const noNetwork = 'The emulator has no network between functions, instances and services.';
const noScanner = 'The emulator watches nothing.';

export const resourceGaps: readonly ResourceGap[] = [
  { type: 'AWS::WAFv2::WebACLAssociation', reason: refused, instead: 'template' },
  { type: 'AWS::WAFv2::LoggingConfiguration', reason: refused, instead: 'template' },
  { type: 'AWS::WAFv2::IPSet', reason: refused, instead: 'template' },
  { type: 'AWS::EC2::NatGateway', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::EIP', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::FlowLog', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::NetworkAcl', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::NetworkAclEntry', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::SubnetNetworkAclAssociation', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::SecurityGroupIngress', reason: noNetwork, instead: 'template' },
  { type: 'AWS::EC2::SecurityGroupEgress', reason: noNetwork, instead: 'template' },
  { type: 'AWS::Route53Resolver::FirewallDomainList', reason: noNetwork, instead: 'template' },
  { type: 'AWS::Route53Resolver::FirewallRuleGroup', reason: noNetwork, instead: 'template' },
  { type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation', reason: noNetwork, instead: 'template' },
  { type: 'AWS::Cognito::UserPoolIdentityProvider', reason: refused, instead: 'template' },
  { type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment', reason: refused, instead: 'template' },
  { type: 'AWS::Cognito::LogDeliveryConfiguration', reason: refused, instead: 'template' },
  { type: 'AWS::Cognito::ManagedLoginBranding', reason: refused, instead: 'template' },
  { type: 'AWS::Backup::BackupSelection', reason: refused, instead: 'template' },
  { type: 'AWS::SSM::Document', reason: 'The emulator has no sessions into instances.', instead: 'template' },
  { type: 'AWS::CloudTrail::Trail', reason: 'The emulator records without a trail.', instead: 'template' },
  { type: 'AWS::CloudWatch::CompositeAlarm', reason: refused, instead: 'template' },
  { type: 'AWS::Budgets::Budget', reason: 'Nothing costs money locally.', instead: 'template' },
  { type: 'AWS::GuardDuty::Detector', reason: noScanner, instead: 'template' },
  { type: 'AWS::Config::ConfigurationRecorder', reason: noScanner, instead: 'template' },
  { type: 'AWS::Config::ConfigRule', reason: noScanner, instead: 'template' },
  { type: 'AWS::AccessAnalyzer::Analyzer', reason: noScanner, instead: 'template' },
  { type: 'AWS::SecurityHub::Hub', reason: noScanner, instead: 'template' },
  { type: 'AWS::CloudFront::MonitoringSubscription', reason: refused, instead: 'template' },
  { type: 'AWS::SecretsManager::RotationSchedule', reason: refused, instead: 'template' },
];

const storedOnly = 'Stored, never enforced.';
const table = 'AWS::DynamoDB::Table';
const leftOut = 'CloudFormation leaves it out.';

export const propertyGaps: readonly PropertyGap[] = [
  { type: table, property: 'TimeToLiveSpecification', reason: leftOut, madeUp: true, instead: 'template' },
  {
    type: table,
    property: 'PointInTimeRecoverySpecification',
    reason: leftOut,
    madeUp: true,
    instead: 'template',
  },
  { type: 'AWS::Logs::LogGroup', property: 'RetentionInDays', reason: storedOnly, instead: 'template' },
  { type: 'AWS::S3::Bucket', property: 'LifecycleConfiguration', reason: storedOnly, instead: 'template' },
  { type: 'AWS::WAFv2::WebACL', property: 'Rules', reason: storedOnly, instead: 'template' },
  {
    type: 'AWS::EC2::VPCEndpoint',
    property: 'PolicyDocument',
    reason: storedOnly,
    instead: 'policy simulation',
  },
  { type: 'AWS::Cognito::UserPool', property: 'UsernameConfiguration', reason: storedOnly, instead: 'live' },
  { type: 'AWS::Lambda::Function', property: 'VpcConfig', reason: noNetwork, instead: 'template' },
  {
    type: 'AWS::EC2::Instance',
    property: 'LaunchTemplate',
    reason: 'Its fields are not applied by RunInstances, and user data is not readable from an instance.',
    madeUp: true,
    instead: 'template',
  },
];

const condition = 'Not evaluated rightly.';

/** Condition keys that a local test must not rely on. */
export const conditionGaps: readonly ConditionGap[] = [
  { key: 'kms:EncryptionContext:*', reason: condition, instead: 'policy simulation' },
  { key: 'dynamodb:LeadingKeys', reason: condition, instead: 'policy simulation' },
  { key: 'aws:ResourceTag/*', reason: condition, instead: 'policy simulation' },
  { key: 'aws:PrincipalTag/*', reason: condition, instead: 'policy simulation' },
  { key: 'ec2:LaunchTemplate', reason: condition, instead: 'policy simulation' },
  { key: 'ec2:Attribute', reason: condition, instead: 'policy simulation' },
  {
    key: 'aws:PrincipalArn',
    reason: 'It names the session of a role, not the role.',
    instead: 'template',
  },
  { key: 'aws:SourceVpce', reason: condition, instead: 'policy simulation' },
  {
    key: 'aws:SecureTransport',
    reason: 'The emulator speaks no TLS; each connection counts as a secure one.',
    instead: 'template',
  },
  { key: 's3:TlsVersion', reason: 'The emulator speaks no TLS.', instead: 'template' },
  { key: 'aws:ResourceAccount', reason: 'There is one account.', instead: 'policy simulation' },
];

/** Actions whose resource is not found, so that only a permission on every resource counts. */
export const actionGaps: readonly ActionGap[] = [
  {
    action: 'states:SendTaskSuccess',
    reason: 'The emulator does not look from a task token to its workflow.',
    instead: 'template',
  },
];

export const behaviourGaps: readonly BehaviourGap[] = [
  {
    service: 'apigateway',
    what: 'responses are not streamed',
    reason:
      'Streaming methods answer with their event instead, by a small function that only local templates have; the local edge runs the deployed function with it and streams what it answers.',
    instead: 'live',
  },
  {
    service: 'apigateway',
    what: 'the refusals that our document words are not used',
    reason: 'Not implemented; for a path or method without a route, the local edge answers as they say.',
    instead: 'template',
  },
  {
    service: 'logs',
    what: 'PutLogEvents is permitted by the name of a group, never by that of a stream in it',
    reason: 'A fault; so what functions print reaches their log whatever their role permits.',
    instead: 'template',
  },
  {
    service: 'cloudfront',
    what: 'no API as origin',
    reason: 'The local edge stands in.',
    instead: 'template',
  },
  {
    service: 'bedrock',
    what: 'no account data retention mode',
    reason: 'The model double answers that.',
    instead: 'unit',
  },
  {
    service: 'bedrock-runtime',
    what: 'models answer elsewhere, so the emulator does not see who calls',
    reason: 'The model double asks the emulator whether the caller may.',
    instead: 'policy simulation',
  },
  { service: 'ssm', what: 'no sessions', reason: 'Not implemented.', instead: 'live' },
  {
    service: 'states',
    what: 'a role without any policy still acts',
    reason: 'Authorization covers requests from outside only.',
    instead: 'policy simulation',
  },
  {
    service: 'scheduler',
    what: 'a role without any policy still acts',
    reason: 'Authorization covers requests from outside only.',
    instead: 'policy simulation',
  },
  { service: 'states', what: 'HeartbeatSeconds is ignored', reason: 'Not implemented.', instead: 'template' },
  {
    service: 'states',
    what: 'a Distributed Map with JSONata Items hands the whole input to one child',
    reason: 'A fault; JSONPath and inline maps are right.',
    instead: 'template',
  },
  {
    service: 'dynamodb',
    what: 'a write that meets a transaction on the same item never conflicts, nor do two transactions',
    reason: 'Writes are carried out one after the other; tests put TransactionConflict in their way.',
    instead: 'unit',
  },
  {
    service: 'cognito-idp',
    what: 'calls about one person take the id of the person in place of the user name, for everybody',
    reason: 'AWS does so for local people alone; the double of the tests answers as AWS does.',
    instead: 'unit',
  },
  {
    service: 'dynamodb',
    what: 'an expired item leaves no stream record',
    reason: 'Not implemented; it is deleted within about 70 s.',
    instead: 'unit',
  },
  {
    service: 'dynamodb',
    what: 'a point-in-time restore gives today’s items',
    reason: 'Not implemented; a backup before and its restore after are right.',
    instead: 'live',
  },
  {
    service: 'ec2',
    what: 'no state-change events, and no instance runs its user data',
    reason: 'The double of EC2 does both.',
    instead: 'live',
  },
  {
    service: 'ec2',
    what: 'an instance does not say when it was stopped, and its launch time stays that of the first start',
    reason: 'Not implemented; where EC2 says nothing, the moment at which it was seen to stand still counts.',
    instead: 'unit',
  },
  {
    service: 'ec2',
    what: 'client tokens of RunInstances are ignored',
    reason: 'Not implemented; a launch that is tried again looks for the tagged instance first.',
    instead: 'live',
  },
  {
    service: 'ec2',
    what: 'the disk of a launch carries no tags and stays when its instance ends',
    reason: 'Not implemented; disks that are made by themselves carry theirs.',
    instead: 'unit',
  },
  {
    service: 'ec2',
    what: 'state-change events reach functions and workflows only, without input transformers',
    reason: 'The double of EC2 asks each rule and calls its targets.',
    instead: 'template',
  },
  {
    service: 'ec2',
    what: 'user data runs at each start; of it dnf, systemctl and aws are played, hardening options of units are not',
    reason: 'A machine is a sandbox with the host’s programs.',
    instead: 'unit',
  },
  {
    service: 'ec2',
    what: 'a machine shares the computer’s network, memory and processors; its nftables rules are not loaded',
    reason: 'The sandbox has no network of its own; the double’s metadata service refuses the agent itself.',
    instead: 'unit',
  },
  {
    service: 'ec2',
    what: 'instances in isolated subnets show public addresses',
    reason: noNetwork,
    instead: 'template',
  },
  {
    service: 'cognito-idp',
    what: 'the login page asks for no second factor and offers no other provider; PostConfirmation does not fire',
    reason: 'Not implemented; a second factor works through the API.',
    instead: 'live',
  },
  {
    service: 'cognito-idp',
    what: 'a sign-in by the login page leaves no event in the person’s history',
    reason: 'Only a sign-in by the API does; a test makes one.',
    instead: 'live',
  },
  { service: 's3', what: 'tampered presigned addresses are accepted', reason: 'A fault.', instead: 'live' },
  {
    service: 'cloudwatch',
    what: 'metrics embedded in log lines are not extracted',
    reason: 'Not implemented.',
    instead: 'unit',
  },
  {
    service: 'cloudtrail',
    what: 'events name access keys, not roles, and hold item bodies',
    reason: 'Simplified; treat it as content.',
    instead: 'live',
  },
];

/** Whether a local stack must leave the resource type out. */
export const isUnsupported = (type: string): boolean => resourceGaps.some((gap) => gap.type === type);

/** Whether a local test must not rely on the condition key. */
export const isUnevaluated = (key: string): boolean =>
  conditionGaps.some((gap) =>
    gap.key.endsWith('*') ? key.startsWith(gap.key.slice(0, -1)) : key === gap.key,
  );

/** Whether a local policy must allow the action on every resource. */
export const isUnresolved = (action: string): boolean => actionGaps.some((gap) => gap.action === action);
