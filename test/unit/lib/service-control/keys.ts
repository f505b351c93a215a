import { grants, key, ours, through } from './what.ts';
import { type Act, aDeploymentMay, anybodyMay, nobodyMay, thePlatformAndDisksMay } from './who.ts';

export const keys: readonly Act[] = [
  ...thePlatformAndDisksMay([
    ['unwrap a data key', 'kms:Decrypt', key, ours],
    ['wrap one anew', 'kms:ReEncryptFrom', key, ours],
    ['make a data key', 'kms:GenerateDataKeyWithoutPlaintext', key, ours],
    ['make a data key and see it', 'kms:GenerateDataKey', key, ours],
    ['sign a receipt', 'kms:Sign', key, ours],
    ['make a keyed hash', 'kms:GenerateMac', key, ours],
  ]),
  ...nobodyMay([['grant a key to somebody', 'kms:CreateGrant', key, grants(false)]]),
  ...aDeploymentMay([
    ['delete a key', 'kms:ScheduleKeyDeletion', key, ours],
    ['disable a key', 'kms:DisableKey', key, ours],
    ['rewrite a key’s policy', 'kms:PutKeyPolicy', key, ours],
    ['copy a key to another Region', 'kms:ReplicateKey', key, ours],
    ['take the tag off a key', 'kms:UntagResource', key, ours],
    ['tag a key', 'kms:TagResource', key, ours],
  ]),
  ...anybodyMay([
    ['read what a store encrypts at rest, sealed as it is', 'kms:Decrypt', key, through('s3')],
    ['use a key of something else', 'kms:Decrypt', key],
    ['delete a key of something else', 'kms:ScheduleKeyDeletion', key],
    ['grant a key of something else', 'kms:CreateGrant', key],
    ['get a store its grant', 'kms:CreateGrant', key, grants(true)],
    ['get a machine’s disk its grant', 'kms:CreateGrant', key, { ...grants(true), ...through('ec2') }],
  ]),
];
