import type { Reading } from '../../lib/invariants/reading.ts';

/** Templates after somebody was careless. */
type Change = (readings: readonly Reading[]) => readonly Reading[];
/** What a grant is on. */
type Finding = (readings: readonly Reading[]) => unknown;

/** Changes the properties of the first resource that fits. */
const change =
  (
    fits: (reading: Reading) => boolean,
    to: (properties: Reading['properties']) => Record<string, unknown>,
  ): Change =>
  (readings) => {
    const target = readings.find(fits);
    if (!target) throw new Error('nothing fits the change');
    return readings.map((one) => (one === target ? { ...one, properties: to(one.properties) } : one));
  };

const ofClass = (kind: string) => (one: Reading) =>
  one.type === 'AWS::Lambda::Function' && String(one.properties['Description']).startsWith(`${kind}:`);
const ofType = (type: string) => (one: Reading) => one.type === type;
const without = (name: string) => (properties: Reading['properties']) =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name));

/** Grants something to the role of the first function of a class. */
const grant =
  (kind: string, Action: string | readonly string[], on: string | Finding = '*', which = 0): Change =>
  (readings) => {
    const fn = readings.filter(ofClass(kind))[which];
    const role = readings.find(
      (one) =>
        one.type === 'AWS::IAM::Role' && JSON.stringify(fn?.properties['Role']).includes(`/${one.id}.`),
    );
    if (!role) throw new Error(`no function of class ${kind}`);
    const Resource = typeof on === 'string' ? on : on(readings);
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action, Resource }] };
    return change(
      (one) => one === role,
      (properties) => ({ ...properties, Policies: [{ PolicyDocument }] }),
    )(readings);
  };

/** The same for two functions of the class, where one may. */
const grantTwo =
  (kind: string, action: string, on?: Finding): Change =>
  (readings) =>
    grant(kind, action, on, 1)(grant(kind, action, on)(readings));

const arnOf = (found: Reading | undefined): string => `<${found?.stack}/${found?.id}.Arn>`;
const keyNamed = (name: string) => (readings: readonly Reading[]) =>
  arnOf(readings.find(({ type, path }) => type === 'AWS::KMS::Key' && path.includes(`/${name}/`)));
/** Something that content may reach beside its key. */
const andItsKey = (other: Finding) => (readings: readonly Reading[]) => [
  other(readings),
  keyNamed('Content')(readings),
];
const relay = change(ofClass('control'), (properties) => ({ ...properties, Description: 'relay: one' }));
const routeOut: Change = (readings) => {
  const table = readings.find(({ type, stack }) => type === 'AWS::EC2::RouteTable' && stack === 'network');
  const properties = { RouteTableId: `<${table?.stack}/${table?.id}>`, NatGatewayId: 'nat' };
  return [
    ...readings,
    { stack: 'network', id: 'WayOut', path: 'network/WayOut', type: 'AWS::EC2::Route', properties },
  ];
};
const handOver =
  (type: string, send: string, receive: string): Change =>
  (readings) => {
    const made = [
      ...readings,
      { stack: 'api', id: 'Between', path: 'api/Between/Resource', type, properties: {} },
    ];
    const between = '<api/Between.Arn>';
    const sent = grant(
      'content',
      [send, 'kms:Decrypt'],
      andItsKey(() => between),
    )(made);
    return grant('control', receive, between)(sent);
  };

const isFailureCount = ({ type, path }: Reading): boolean =>
  type === 'AWS::Logs::MetricFilter' && path.includes('/Failures');

/** One careless change a line, and the rule that must notice it. */
const careless: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  'keys-or-internet': {
    'a function outside of the network unwraps': grant('control', 'kms:Decrypt', keyNamed('Content')),
    'the isolated subnets get a route out': routeOut,
    'content calls a control function': grant(
      'content',
      ['lambda:InvokeFunction', 'kms:Decrypt'],
      andItsKey((all) => arnOf(all.find(ofClass('control')))),
    ),
    'content sends mail': grant(
      'content',
      ['ses:SendEmail', 'kms:Decrypt'],
      andItsKey(() => 'identity'),
    ),
    'content fills a queue that a control function empties': handOver(
      'AWS::SQS::Queue',
      'sqs:SendMessage',
      'sqs:ReceiveMessage',
    ),
    'content fills a bucket that a control function reads': handOver(
      'AWS::S3::Bucket',
      's3:PutObject',
      's3:GetObject',
    ),
  },
  'every-function-has-a-class': {
    'a function without a class': change(ofType('AWS::Lambda::Function'), without('Description')),
    'content outside of the network': change(ofClass('content'), without('VpcConfig')),
    'control with a data key': grant('control', 'kms:Decrypt', keyNamed('Credentials')),
  },
  'content-calls-few-services': {
    'content calls the user pool': grant('content', 'cognito-idp:AdminGetUser', 'pool'),
  },
  'relay-holds-nothing': {
    'a relay that reads a table': (all) => relay(grant('control', 'dynamodb:GetItem', 'table')(all)),
  },
  'endpoints-lead-home': {
    'an endpoint without a policy': change(ofType('AWS::EC2::VPCEndpoint'), without('PolicyDocument')),
    'an endpoint for every account': change(ofType('AWS::EC2::VPCEndpoint'), (properties) => ({
      ...properties,
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    })),
  },
  'keys-by-arn': { 'every key': grant('content', 'kms:Decrypt') },
  'one-role-recovers': {
    'two roles with the recovery key': grantTwo('content', 'kms:Decrypt', keyNamed('Recovery')),
  },
  'streams-carry-keys': {
    'a stream with items': change(ofType('AWS::DynamoDB::Table'), (properties) => ({
      ...properties,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    })),
  },
  'stores-are-closed': {
    'a table with the key of AWS': change(ofType('AWS::DynamoDB::Table'), without('SSESpecification')),
    'a log without end': change(ofType('AWS::Logs::LogGroup'), without('RetentionInDays')),
    'a bucket that can become public': change(
      ofType('AWS::S3::Bucket'),
      without('PublicAccessBlockConfiguration'),
    ),
    'a bucket by plain HTTP': (all) => all.filter(({ type }) => type !== 'AWS::S3::BucketPolicy'),
  },
  'roles-are-bounded': {
    'a role without a boundary': change(ofType('AWS::IAM::Role'), without('PermissionsBoundary')),
    'a wildcard': grant('control', 'dynamodb:*', 'table'),
  },
  'models-are-listed': {
    'every model': grant('content', 'bedrock:InvokeModel'),
    'a model in any Region': grant(
      'content',
      'bedrock:InvokeModel',
      'arn:aws:bedrock:*::foundation-model/model',
    ),
    'a global profile': grant(
      'content',
      'bedrock:InvokeModel',
      'arn:aws:bedrock:eu-central-1:1:inference-profile/global.model',
    ),
  },
  'one-role-sets-retention': {
    'two roles set the mode': grantTwo('control', 'bedrock:PutAccountDataRetention'),
  },
  'failures-are-told': {
    'a scheduled function whose failures nobody counts': (all) => {
      const count = all.find(isFailureCount);
      return all.filter((one) => one !== count);
    },
    'a count that leaves failures out': change(isFailureCount, (properties) => ({
      ...properties,
      FilterPattern: '{ $.level = "ERROR" }',
    })),
    'a count that no alarm watches': (all) => all.filter(({ path }) => !path.includes('ScheduledWorkFailed')),
  },
  'workflows-are-told': {
    'a workflow whose end nobody hears of': change(
      ({ type, path }) => type === 'AWS::Events::Rule' && path.includes('/Failed/'),
      without('EventPattern'),
    ),
    'events that reach no topic': (all) => all.filter(({ type }) => type !== 'AWS::SNS::Topic'),
  },
  'streams-are-watched': {
    'a consumer that may fall behind unseen': change(
      ({ path }) => path.includes('/Behind/'),
      without('Dimensions'),
    ),
  },
  'custom-resources-end': {
    'a custom resource that is waited for by the hour': change(
      ofType('AWS::CloudFormation::CustomResource'),
      without('ServiceTimeout'),
    ),
  },
};

export const breaks = Object.entries(careless).flatMap(([rule, changes]) =>
  Object.entries(changes).map(([what, to]) => [rule, what, to] as const),
);
