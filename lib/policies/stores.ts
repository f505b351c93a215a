import { type Denial, deny, deployer, platformRoles, publisher } from './denial.ts';

/** Of every stage; without a tag, since whoever may tag could take it off. */
const tables = 'arn:aws:dynamodb:*:*:table/cloister-*';
const buckets = 'arn:aws:s3:::cloister-*';

/** What keeps rows true, and lets them end when the policy says. */
const rows = [
  // A row of `tokens` or `identities` signs in as anybody; one of `machines` gets somebody's runs.
  deny(
    'RowsAreThePlatforms',
    [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PartiQLDelete',
    ],
    { unless: [platformRoles], on: tables },
  ),
  // By its queue a machine gets its orders.
  deny(
    'QueuesAreThePlatforms',
    ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:SetQueueAttributes', 'sqs:AddPermission'],
    { unless: [platformRoles], on: 'arn:aws:sqs:*:*:cloister-*' },
  ),
  deny(
    'TablesStay',
    [
      'dynamodb:UpdateTable',
      'dynamodb:UpdateTimeToLive',
      'dynamodb:UpdateContinuousBackups',
      'dynamodb:PutResourcePolicy',
      'dynamodb:EnableKinesisStreamingDestination',
      'dynamodb:CreateTableReplica',
      'dynamodb:DeleteTable',
    ],
    { unless: [deployer], on: tables },
  ),
  // A copy of a wrapped key would outlive the erasure that destroys it.
  deny('NoCopiesThatOutliveAnErasure', [
    'dynamodb:CreateBackup',
    'dynamodb:StartAwsBackupJob',
    'dynamodb:ExportTableToPointInTime',
    // Plans run by a service-linked role.
    'backup:Create*',
    'backup:Update*',
    'backup:Start*',
  ]),
];

const objects = [
  // The console that people load, the tombstones, and the trail.
  deny('ObjectsAreThePlatforms', ['s3:PutObject*', 's3:DeleteObject*', 's3:UpdateObject*'], {
    unless: [platformRoles],
    on: `${buckets}/*`,
  }),
  // Only its owner reads an export, by an address that a function signs.
  deny('ExportsAreTheirOwners', ['s3:GetObject*'], {
    unless: [platformRoles],
    on: `${buckets}-transfer*/*`,
  }),
  deny(
    'BucketsStay',
    [
      's3:PutBucket*',
      's3:PutLifecycleConfiguration',
      's3:PutReplicationConfiguration',
      's3:PutInventoryConfiguration',
      's3:PutEncryptionConfiguration',
      's3:DeleteBucket*',
      's3:CreateBucket*',
    ],
    {
      unless: [deployer],
      on: buckets,
    },
  ),
  // Through an access point an object has another ARN, which no statement here names.
  deny('NoOtherWayToObjects', [
    's3:CreateAccess*',
    's3:CreateMultiRegionAccessPoint',
    's3:BypassGovernanceRetention',
  ]),
  // The next deployment's code, and the runner that machines fetch.
  deny('CodeIsUploadedByDeployments', ['s3:PutObject*', 's3:DeleteObject*', 's3:PutBucket*'], {
    unless: [publisher],
    on: 'arn:aws:s3:::cdk-*-assets-*',
  }),
];

/** What keeps stores true, and as short-lived as the policy says. */
export const stores: readonly Denial[] = [...rows, ...objects];
