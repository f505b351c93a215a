import type { Instance } from '@aws-sdk/client-ec2';
import { EC2 } from '@aws-sdk/client-ec2';
import { MACHINE_TAG, STAGE_TAG } from '../../contracts/machines/names.ts';
import { localRegion } from '../../local/emulator/account.ts';
import { Platform } from '../../runner/platform.ts';
import { credentialsOf } from './evidence/machines.ts';
import type { AwsAccess } from './target.ts';

export const apiOf = ({ Tags = [] }: Instance): string =>
  Tags.find(({ Key }) => Key === 'cloister:api')?.Value ?? '';

/** The machines' API as the runner in this instance calls it: signed with the role of all machines, in a session of its own name. */
export async function speakingAs(
  aws: AwsAccess,
  instance: Instance,
  api = apiOf(instance),
): Promise<Platform> {
  const credentials = await credentialsOf({ aws }, instance);
  return new Platform(api, localRegion, () => Promise.resolve(credentials));
}

/** An instance with the machines' role and tag that no record knows. */
export async function launchStray(aws: AwsAccess, like: Instance): Promise<Instance> {
  const ec2 = aws.client(EC2);
  const { Instances: [stray] = [] } = await ec2.runInstances({
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Arn: like.IamInstanceProfile?.Arn ?? '' },
  });
  if (stray?.InstanceId === undefined) throw new Error('no instance');
  await ec2.createTags({
    Resources: [stray.InstanceId],
    Tags: [
      { Key: MACHINE_TAG, Value: 'mch_of_nobody' },
      { Key: STAGE_TAG, Value: 'local' },
    ],
  });
  return stray;
}
