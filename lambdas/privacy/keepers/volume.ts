import { DeleteVolumeCommand, EC2Client, paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { STAGE_TAG, USER_TAG } from '../../../contracts/machines/names.ts';
import type { OtherStoreSpec } from '../../../contracts/spec/store.ts';
import { optionalEnv } from '../../platform/env.ts';
import { type Keeper, knownIdIn, type SubjectIds, unlessNamed } from './keeper.ts';

type Volume = OtherStoreSpec<'volume'>;

/** Keeps the disks of this stage's machines. One that is in use goes with its instance: EC2 refuses, and the step is tried again. */
export class VolumeKeeper implements Keeper<Volume> {
  private readonly ec2: EC2Client;
  private readonly stage: string;

  constructor(ec2: EC2Client, stage: string) {
    this.ec2 = ec2;
    this.stage = stage;
  }

  async count(store: Volume, ids: SubjectIds) {
    let count = 0;
    for await (const _id of this.volumes(store, ids)) count += 1;
    return { count, how: 'disks asked of EC2 by the account in their tags' };
  }

  async empty(store: Volume, ids: SubjectIds): Promise<void> {
    for await (const VolumeId of this.volumes(store, ids))
      await unlessNamed(['InvalidVolume.NotFound'], this.ec2.send(new DeleteVolumeCommand({ VolumeId })));
  }

  /** No export carries a disk: its kind cannot be declared so. */
  async collect() {
    return undefined;
  }

  private async *volumes(store: Volume, ids: SubjectIds): AsyncGenerator<string> {
    const Filters = [
      { Name: `tag:${USER_TAG}`, Values: [knownIdIn(store, ids)] },
      { Name: `tag:${STAGE_TAG}`, Values: [this.stage] },
    ];
    for await (const { Volumes = [] } of paginateDescribeVolumes({ client: this.ec2 }, { Filters }))
      for (const { VolumeId } of Volumes) if (VolumeId !== undefined) yield VolumeId;
  }
}

/** Without machines in the profile no store is a disk, and nobody asks. */
export const openVolumeKeeper = (): VolumeKeeper =>
  new VolumeKeeper(new EC2Client({}), optionalEnv('MACHINE_STAGE') ?? '');
