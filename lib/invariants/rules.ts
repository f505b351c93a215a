import type { Invariant } from './invariant.ts';
import { endpointsIn, kmsKeysIn, leaks, reachesInternet, streamOf, unwrapsDataKeys } from './reach.ts';
import { fields, leadsTo, type Reading } from './reading.ts';
import { actorsIn, allowedOn, mayOn, statementsIn, statementsOf } from './roles.ts';
import { telling } from './telling.ts';

const ofType = (readings: readonly Reading[], type: string) => readings.filter((one) => one.type === type);

/** Services that content functions may call; everything else would carry content or its owner away. */
const contentServices = ['bedrock', 'dynamodb', 'ec2', 'kms', 'lambda', 'logs', 's3', 'sqs', 'states'];

const keysAndInternet: Invariant = {
  name: 'keys-or-internet',
  says: 'No function both unwraps a data key and reaches the internet, by itself or through others.',
  breaches: (readings) => leaks(readings).map(({ at, way }) => ({ at, how: way })),
};

const classes: Invariant = {
  name: 'every-function-has-a-class',
  says: 'A function is content, control or relay; content stays in the isolated network, the others hold no data key.',
  breaches: (readings) =>
    actorsIn(readings).flatMap((actor) => {
      const at = actor.reading;
      if (!['content', 'control', 'relay'].includes(actor.class)) return [{ at, how: 'it has no class' }];
      if (actor.class === 'content' && reachesInternet(actor, readings))
        return [{ at, how: 'content outside of the isolated network' }];
      if (actor.class !== 'content' && unwrapsDataKeys(actor, readings))
        return [{ at, how: `${actor.class} that unwraps data keys` }];
      return [];
    }),
};

const contentCalls: Invariant = {
  name: 'content-calls-few-services',
  says: 'Content functions call no service that reaches people, machines or suppliers.',
  breaches: (readings) =>
    actorsIn(readings)
      .filter((actor) => actor.class === 'content')
      .flatMap(({ reading: at, statements }) =>
        statements
          .flatMap(({ allows, actions }) => (allows ? actions : []))
          .filter((action) => !contentServices.includes(action.split(':')[0] ?? ''))
          .map((action) => ({ at, how: action })),
      ),
};

const relayHolds: Invariant = {
  name: 'relay-holds-nothing',
  says: 'A relay has no permission on data, and writes no log of its own.',
  breaches: (readings) =>
    actorsIn(readings)
      .filter((actor) => actor.class === 'relay')
      .flatMap(({ reading: at, statements }) =>
        statements.flatMap(({ allows, actions }) =>
          allows ? actions.map((action) => ({ at, how: action })) : [],
        ),
      ),
};

const endpointsLeadHome: Invariant = {
  name: 'endpoints-lead-home',
  says: 'Every endpoint demands our own account as principal, and as owner of the resource or a list of resources.',
  breaches: (readings) =>
    endpointsIn(readings).flatMap((at) => {
      const statements = statementsIn(at.properties['PolicyDocument']).filter(({ allows }) => allows);
      if (statements.length === 0) return [{ at, how: 'it has no policy' }];
      return statements
        .filter(({ conditions, resources }) => {
          const equal = JSON.stringify(conditions['StringEquals'] ?? {});
          const bound = equal.includes('aws:ResourceAccount') || !resources.includes('*');
          return !(equal.includes('aws:PrincipalAccount') && bound);
        })
        .map(() => ({ at, how: 'a statement that other accounts can use' }));
    }),
};

const keysByArn: Invariant = {
  name: 'keys-by-arn',
  says: 'Keys are granted one by one.',
  breaches: (readings) =>
    ofType(readings, 'AWS::IAM::Role').flatMap((at) =>
      ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:Sign']
        .filter((action) => allowedOn(statementsOf(at, readings), action).includes('*'))
        .map((action) => ({ at, how: `${action} on every key` })),
    ),
};

const oneRestorer: Invariant = {
  name: 'one-role-recovers',
  says: 'Only one function may use the recovery key to open what a closing account left.',
  breaches: (readings) => {
    const recovery = kmsKeysIn(readings, 'Recovery');
    const users = actorsIn(readings).filter(({ statements }) =>
      recovery.some((key) => mayOn(statements, ['kms:Decrypt', 'kms:ReEncryptFrom'], key)),
    );
    return users.slice(1).map(({ reading: at }) => ({ at, how: 'a second role for the recovery key' }));
  },
};

const keysInStreams: Invariant = {
  name: 'streams-carry-keys',
  says: 'The stream of a table carries keys, never what is in an item.',
  breaches: (readings) =>
    ofType(readings, 'AWS::DynamoDB::Table')
      .filter((table) => !['KEYS_ONLY', undefined].some((kind) => kind === streamOf(table)))
      .map((at) => ({ at, how: String(streamOf(at)) })),
};

const closedStores: Invariant = {
  name: 'stores-are-closed',
  says: 'Tables, buckets, queues and logs are encrypted by a key of ours; buckets are private and speak TLS; logs end.',
  breaches: (readings) => [
    ...ofType(readings, 'AWS::DynamoDB::Table')
      .filter(({ properties }) => fields(properties['SSESpecification'])['KMSMasterKeyId'] === undefined)
      .map((at) => ({ at, how: 'no key of ours' })),
    ...ofType(readings, 'AWS::Logs::LogGroup')
      .filter(
        ({ properties }) =>
          properties['KmsKeyId'] === undefined || properties['RetentionInDays'] === undefined,
      )
      .map((at) => ({ at, how: 'no key of ours or no end' })),
    ...ofType(readings, 'AWS::S3::Bucket').flatMap((at) =>
      bucketFaults(at, readings).map((how) => ({ at, how })),
    ),
  ],
};

function bucketFaults(bucket: Reading, readings: readonly Reading[]): readonly string[] {
  const block = fields(bucket.properties['PublicAccessBlockConfiguration']);
  const isPrivate = [
    'BlockPublicAcls',
    'BlockPublicPolicy',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
  ].every((one) => block[one] === true);
  const demandsTls = ofType(readings, 'AWS::S3::BucketPolicy')
    .filter(({ properties }) => leadsTo(properties['Bucket'], bucket))
    .flatMap(({ properties }) => statementsIn(properties['PolicyDocument']))
    .some(({ allows, conditions }) => !allows && JSON.stringify(conditions).includes('aws:SecureTransport'));
  return [
    ...(isPrivate ? [] : ['it can become public']),
    ...(demandsTls ? [] : ['plain HTTP']),
    ...(bucket.properties['BucketEncryption'] === undefined ? ['no encryption'] : []),
  ];
}

const belowBoundary: Invariant = {
  name: 'roles-are-bounded',
  says: 'Every role stays below the permission boundary and is granted no wildcard of actions.',
  breaches: (readings) =>
    ofType(readings, 'AWS::IAM::Role').flatMap((at) => [
      ...(at.properties['PermissionsBoundary'] === undefined ? [{ at, how: 'no boundary' }] : []),
      ...statementsOf(at, readings)
        .flatMap(({ allows, actions }) => (allows ? actions.filter((action) => action.includes('*')) : []))
        .map((how) => ({ at, how })),
    ]),
};

const listedModels: Invariant = {
  name: 'models-are-listed',
  says: 'Models are called by listed profiles in named Regions, never by a global one.',
  breaches: (readings) =>
    ofType(readings, 'AWS::IAM::Role').flatMap((at) =>
      ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']
        .flatMap((action) => allowedOn(statementsOf(at, readings), action))
        .filter((resource) => /global\.|:bedrock:\*|\*$/.test(resource))
        .map((how) => ({ at, how })),
    ),
};

const oneSetsRetention: Invariant = {
  name: 'one-role-sets-retention',
  says: 'Only the deployment sets the retention mode of the models.',
  breaches: (readings) =>
    ofType(readings, 'AWS::IAM::Role')
      .filter((role) => allowedOn(statementsOf(role, readings), 'bedrock:PutAccountDataRetention').length > 0)
      .slice(1)
      .map((at) => ({ at, how: 'a second role' })),
};

/** Every rule. Each is broken once by test/infra/invariants.test.ts. */
export const invariants: readonly Invariant[] = [
  keysAndInternet,
  classes,
  contentCalls,
  relayHolds,
  endpointsLeadHome,
  keysByArn,
  oneRestorer,
  keysInStreams,
  closedStores,
  belowBoundary,
  listedModels,
  oneSetsRetention,
  ...telling,
];
