import type { Reading } from '../../lib/invariants/reading.ts';

/** Templates after somebody was careless. */
type Change = (readings: readonly Reading[]) => readonly Reading[];

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
  (kind: string, statement: (readings: readonly Reading[]) => Record<string, unknown>, which = 0): Change =>
  (readings) => {
    const fn = readings.filter(ofClass(kind))[which];
    const role = readings.find(
      (one) =>
        one.type === 'AWS::IAM::Role' && JSON.stringify(fn?.properties['Role']).includes(`/${one.id}.`),
    );
    if (!role) throw new Error(`no function of class ${kind}`);
    const PolicyDocument = { Statement: [{ Effect: 'Allow', ...statement(readings) }] };
    return change(
      (one) => one === role,
      (properties) => ({ ...properties, Policies: [{ PolicyDocument }] }),
    )(readings);
  };

const keyNamed = (readings: readonly Reading[], name: string): string => {
  const key = readings.find(({ type, path }) => type === 'AWS::KMS::Key' && path.includes(`/${name}/`));
  return `<${key?.stack}/${key?.id}.Arn>`;
};
const functionArn = (readings: readonly Reading[], kind: string): string => {
  const fn = readings.find(ofClass(kind));
  return `<${fn?.stack}/${fn?.id}.Arn>`;
};
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
    const sent = grant('content', () => ({
      Action: [send, 'kms:Decrypt'],
      Resource: ['<api/Between.Arn>', keyNamed(made, 'Content')],
    }))(made);
    return grant('control', () => ({ Action: receive, Resource: '<api/Between.Arn>' }))(sent);
  };

const isFailureCount = ({ type, path }: Reading): boolean =>
  type === 'AWS::Logs::MetricFilter' && path.includes('/Failures');

/** One careless change a line, and the rule that must notice it. */
export const breaks: readonly (readonly [rule: string, what: string, change: Change])[] = [
  [
    'keys-or-internet',
    'a function outside of the network unwraps',
    grant('control', (all) => ({ Action: 'kms:Decrypt', Resource: keyNamed(all, 'Content') })),
  ],
  ['keys-or-internet', 'the isolated subnets get a route out', routeOut],
  [
    'keys-or-internet',
    'content calls a control function',
    grant('content', (all) => ({
      Action: ['lambda:InvokeFunction', 'kms:Decrypt'],
      Resource: [functionArn(all, 'control'), keyNamed(all, 'Content')],
    })),
  ],
  [
    'keys-or-internet',
    'content sends mail',
    grant('content', (all) => ({
      Action: ['ses:SendEmail', 'kms:Decrypt'],
      Resource: ['identity', keyNamed(all, 'Content')],
    })),
  ],
  [
    'keys-or-internet',
    'content fills a queue that a control function empties',
    handOver('AWS::SQS::Queue', 'sqs:SendMessage', 'sqs:ReceiveMessage'),
  ],
  [
    'keys-or-internet',
    'content fills a bucket that a control function reads',
    handOver('AWS::S3::Bucket', 's3:PutObject', 's3:GetObject'),
  ],
  [
    'every-function-has-a-class',
    'a function without a class',
    change(ofType('AWS::Lambda::Function'), without('Description')),
  ],
  [
    'every-function-has-a-class',
    'content outside of the network',
    change(ofClass('content'), without('VpcConfig')),
  ],
  [
    'every-function-has-a-class',
    'control with a data key',
    grant('control', (all) => ({ Action: 'kms:Decrypt', Resource: keyNamed(all, 'Credentials') })),
  ],
  [
    'content-calls-few-services',
    'content calls the user pool',
    grant('content', () => ({ Action: 'cognito-idp:AdminGetUser', Resource: 'pool' })),
  ],
  [
    'relay-holds-nothing',
    'a relay that reads a table',
    (all) => relay(grant('control', () => ({ Action: 'dynamodb:GetItem', Resource: 'table' }))(all)),
  ],
  [
    'endpoints-lead-home',
    'an endpoint without a policy',
    change(ofType('AWS::EC2::VPCEndpoint'), without('PolicyDocument')),
  ],
  [
    'endpoints-lead-home',
    'an endpoint for every account',
    change(ofType('AWS::EC2::VPCEndpoint'), (properties) => ({
      ...properties,
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    })),
  ],
  ['keys-by-arn', 'every key', grant('content', () => ({ Action: 'kms:Decrypt', Resource: '*' }))],
  [
    'one-role-recovers',
    'two roles with the recovery key',
    (all) =>
      grant(
        'content',
        (now) => ({ Action: 'kms:Decrypt', Resource: keyNamed(now, 'Recovery') }),
        1,
      )(grant('content', (now) => ({ Action: 'kms:Decrypt', Resource: keyNamed(now, 'Recovery') }))(all)),
  ],
  [
    'streams-carry-keys',
    'a stream with items',
    change(ofType('AWS::DynamoDB::Table'), (properties) => ({
      ...properties,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    })),
  ],
  [
    'stores-are-closed',
    'a table with the key of AWS',
    change(ofType('AWS::DynamoDB::Table'), without('SSESpecification')),
  ],
  [
    'stores-are-closed',
    'a log without end',
    change(ofType('AWS::Logs::LogGroup'), without('RetentionInDays')),
  ],
  [
    'stores-are-closed',
    'a bucket that can become public',
    change(ofType('AWS::S3::Bucket'), without('PublicAccessBlockConfiguration')),
  ],
  [
    'stores-are-closed',
    'a bucket by plain HTTP',
    (all) => all.filter(({ type }) => type !== 'AWS::S3::BucketPolicy'),
  ],
  [
    'roles-are-bounded',
    'a role without a boundary',
    change(ofType('AWS::IAM::Role'), without('PermissionsBoundary')),
  ],
  ['roles-are-bounded', 'a wildcard', grant('control', () => ({ Action: 'dynamodb:*', Resource: 'table' }))],
  [
    'models-are-listed',
    'every model',
    grant('content', () => ({ Action: 'bedrock:InvokeModel', Resource: '*' })),
  ],
  [
    'models-are-listed',
    'a model in any Region',
    grant('content', () => ({
      Action: 'bedrock:InvokeModel',
      Resource: 'arn:aws:bedrock:*::foundation-model/model',
    })),
  ],
  [
    'models-are-listed',
    'a global profile',
    grant('content', () => ({
      Action: 'bedrock:InvokeModel',
      Resource: 'arn:aws:bedrock:eu-central-1:1:inference-profile/global.model',
    })),
  ],
  [
    'one-role-sets-retention',
    'two roles set the mode',
    (all) =>
      grant(
        'control',
        () => ({ Action: 'bedrock:PutAccountDataRetention', Resource: '*' }),
        1,
      )(grant('control', () => ({ Action: 'bedrock:PutAccountDataRetention', Resource: '*' }))(all)),
  ],
  [
    'failures-are-told',
    'a scheduled function whose failures nobody counts',
    (all) => {
      const count = all.find(isFailureCount);
      return all.filter((one) => one !== count);
    },
  ],
  [
    'failures-are-told',
    'a count that leaves failures out',
    change(isFailureCount, (properties) => ({ ...properties, FilterPattern: '{ $.level = "ERROR" }' })),
  ],
  [
    'failures-are-told',
    'a count that no alarm watches',
    (all) => all.filter(({ path }) => !path.includes('ScheduledWorkFailed')),
  ],
  [
    'workflows-are-told',
    'a workflow whose end nobody hears of',
    change(
      ({ type, path }) => type === 'AWS::Events::Rule' && path.includes('/Failed/'),
      without('EventPattern'),
    ),
  ],
  [
    'workflows-are-told',
    'events that reach no topic',
    (all) => all.filter(({ type }) => type !== 'AWS::SNS::Topic'),
  ],
  [
    'streams-are-watched',
    'a consumer that may fall behind unseen',
    change(({ path }) => path.includes('/Behind/'), without('Dimensions')),
  ],
  [
    'custom-resources-end',
    'a custom resource that is waited for by the hour',
    change(ofType('AWS::CloudFormation::CustomResource'), without('ServiceTimeout')),
  ],
];
