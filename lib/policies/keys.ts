import { type Denial, deny, deployer, infrastructure, ours, platformRoles } from './denial.ts';

/** What keeps sealed content sealed. `kms:ViaService` is there when a store encrypts at rest, which protects no content by itself. */
export const keys: readonly Denial[] = [
  deny(
    'OnlyThePlatformUnwraps',
    ['kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:GenerateMac', 'kms:Sign'],
    {
      unless: [platformRoles, infrastructure],
      where: { Null: { ...ours.Null, 'kms:ViaService': 'true' } },
    },
  ),
  deny('NoGrantsBesidePolicies', ['kms:CreateGrant'], {
    where: { ...ours, BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
  }),
  deny(
    'KeysStay',
    [
      'kms:ScheduleKeyDeletion',
      'kms:DisableKey*',
      'kms:PutKeyPolicy',
      'kms:ReplicateKey',
      'kms:UntagResource',
      'kms:TagResource',
    ],
    { unless: [deployer], where: ours },
  ),
];
