import { setRetentionModeFunction } from '../../lambdas/models/set-retention-mode.function.ts';
import { constructId } from '../stacks/names.ts';

/** A statement of a service control policy: what nobody in the account may do. */
interface Denial {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whom `cdk deploy` acts as; changes go through a deployment, and so through the invariants, or not at all. */
const deployer = 'arn:aws:iam::*:role/cdk-*-cfn-exec-role-*';
/** The roles of the platform; no person may become one of them, or make another by that name. */
const platformRoles = 'arn:aws:iam::*:role/cloister-*';
/** The only role that sets Bedrock's retention mode, and it sets `none`. */
const { module, name } = setRetentionModeFunction;
const retentionSetter = `arn:aws:iam::*:role/cloister-*-${module}-${constructId(name)}Role*`;

const unless = (...principals: string[]) => ({ ArnNotLike: { 'aws:PrincipalArn': principals } });
/** Every resource of a deployment carries this tag. */
const ours = { Null: { 'aws:ResourceTag/cloister:stage': 'false' } };

const deny = (
  Sid: string,
  Action: readonly string[],
  Condition?: Denial['Condition'],
  Resource: Denial['Resource'] = '*',
): Denial => ({ Sid, Effect: 'Deny', Action, Resource, ...(Condition === undefined ? {} : { Condition }) });

/** What keeps model calls without a trace. */
const models = [
  deny('RetentionStaysNone', ['bedrock:PutAccountDataRetention'], {
    StringNotEquals: { 'bedrock:DataRetentionMode': 'none' },
  }),
  deny('RetentionHasOneSetter', ['bedrock:PutAccountDataRetention'], unless(retentionSetter)),
  deny('NoRecordOfModelCalls', ['bedrock:PutModelInvocationLoggingConfiguration']),
  deny('NoTraining', [
    'bedrock:CreateModelCustomizationJob',
    'bedrock:CreateModelInvocationJob',
    'bedrock:CreateEvaluationJob',
  ]),
];

/** What would show the inside of somebody's machine, or let somebody in. */
const machines = [
  deny('NoLookIntoMachines', [
    'ssm:StartSession',
    'ssm:SendCommand',
    'ssm:CreateAssociation*',
    'ssm:StartAutomationExecution',
    'ec2:GetConsole*',
    'ec2:GetPasswordData',
    'ec2:EnableSerialConsoleAccess',
    'ec2:CreateSnapshot*',
    'ec2:CreateImage',
    'ec2:CreateInstanceExportTask',
    'ec2:CreateStoreImageTask',
    'ec2:DetachVolume',
    'ebs:*SnapshotBlock*',
    'ec2-instance-connect:*',
  ]),
  // User data and instance profile decide who is root.
  deny(
    'NoOtherCodeInMachines',
    ['ec2:ModifyInstanceAttribute', 'ec2:ReplaceIamInstanceProfileAssociation'],
    unless(platformRoles),
  ),
];

/** What keeps sealed content sealed. `kms:ViaService` is there when a store encrypts at rest, which protects no content by itself. */
const keys = [
  deny('OnlyThePlatformUnwraps', ['kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Sign'], {
    ...unless(platformRoles),
    Null: { ...ours.Null, 'kms:ViaService': 'true' },
  }),
  deny('NoGrantsBesidePolicies', ['kms:CreateGrant'], {
    ...ours,
    BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' },
  }),
  deny(
    'KeysStay',
    ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:UntagResource', 'kms:TagResource'],
    {
      ...unless(deployer),
      ...ours,
    },
  ),
  // A copy of a wrapped key would outlive the erasure that destroys it.
  deny('NoCopiesThatOutliveAnErasure', [
    'dynamodb:CreateBackup',
    'dynamodb:StartAwsBackupJob',
    'dynamodb:ExportTableToPointInTime',
    'backup:StartBackupJob',
  ]),
  deny('RestoreWindowsStay', ['dynamodb:UpdateContinuousBackups'], unless(deployer)),
];

/** What keeps the rest true: code, roles and trail change by a deployment alone. */
const itself = [
  deny('NobodyBecomesThePlatform', ['sts:AssumeRole'], undefined, platformRoles),
  deny('NobodyLendsItsRoles', ['iam:PassRole'], unless(deployer, platformRoles), platformRoles),
  deny(
    'RolesStay',
    ['iam:CreateRole', 'iam:*RolePolicy', 'iam:*RolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'],
    unless(deployer),
    platformRoles,
  ),
  deny(
    'CodeStays',
    [
      'lambda:UpdateFunction*',
      'lambda:AddPermission',
      'lambda:CreateFunction',
      'lambda:UpdateEventSourceMapping',
    ],
    unless(deployer),
    ['arn:aws:lambda:*:*:function:cloister-*', 'arn:aws:lambda:*:*:event-source-mapping:*'],
  ),
  deny(
    'TrailStays',
    [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
    ],
    unless(deployer),
  ),
  deny('LocksStay', ['s3:BypassGovernanceRetention', 'organizations:LeaveOrganization']),
];

/** The bytes that AWS Organizations takes. */
export const MOST_BYTES = 5120;

/**
 * What binds the administrators of the AWS account: nothing inside the account does. It goes to a dedicated account,
 * attached from its organisation, and does not bind the organisation's own management account.
 */
export const serviceControlPolicy = {
  Version: '2012-10-17',
  Statement: [...models, ...machines, ...keys, ...itself],
} as const;

/** The file that is shipped. */
export const serviceControlPolicyFile = (): string =>
  `${JSON.stringify(serviceControlPolicy, undefined, 2)}\n`;
