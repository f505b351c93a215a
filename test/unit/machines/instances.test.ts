import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MachineFailure } from '../../../contracts/machines/stores.ts';
import { Instances } from '../../../lambdas/machines/instance-store.ts';
import { instanceUsdPerHour, machine as offer } from '../../../policy/machines.ts';
import { MICRO_CREDITS_PER_CREDIT } from '../../../policy/models.ts';
import { answering } from '../../support/answering.ts';

const tags = { machine: 'mch_1', user: 'usr_1', queue: 'queue', api: 'api' };
const launched = {
  Instances: [
    { InstanceId: 'i-1', InstanceType: 't4g.small', LaunchTime: new Date(), State: { Name: 'pending' } },
  ],
};

/** Machines of stage prod on an EC2 that answers as it is told. */
function ec2Answering(answer: () => unknown) {
  const { client, inputs } = answering(new EC2Client({ region: 'eu-central-1' }), answer);
  return { instances: new Instances(client, 'prod'), inputs };
}
const refusing = (name: string) => () => {
  throw Object.assign(new Error('no'), { name });
};

vi.stubEnv('MACHINE_SUBNETS', 'subnet-1,subnet-2');
for (const name of ['TEMPLATE', 'SECURITY_GROUP', 'PROFILE']) vi.stubEnv(`MACHINE_${name}`, name);
afterEach(() => vi.restoreAllMocks());

describe('a launch', () => {
  it.each<readonly [string, MachineFailure, number]>([
    ['InsufficientInstanceCapacity', 'no_capacity', 4],
    ['InsufficientFreeAddressesInSubnet', 'no_addresses', 4],
    ['VcpuLimitExceeded', 'quota_reached', 1],
    ['PendingVerification', 'account_unverified', 1],
  ])(
    'that EC2 refuses with %s says %s, after each place that may be another',
    async (name, failure, tries) => {
      const { instances, inputs } = ec2Answering(refusing(name));
      await expect(instances.launch('token', tags)).rejects.toMatchObject({ name: 'NoInstance', failure });
      expect(inputs(RunInstancesCommand)).toHaveLength(tries);
    },
  );

  it('takes the first place with room, and hides no other fault', async () => {
    let tries = 0;
    const { instances } = ec2Answering(() =>
      ++tries < 3 ? refusing('InsufficientInstanceCapacity')() : launched,
    );
    expect(await instances.launch('token', tags)).toMatchObject({ instanceId: 'i-1' });
    expect(tries).toBe(3);
    const other = ec2Answering(refusing('UnauthorizedOperation'));
    await expect(other.instances.launch('token', tags)).rejects.toThrow('no');
  });

  it('puts its stage on the instance and on its disk', async () => {
    const { instances, inputs } = ec2Answering(() => launched);
    await instances.launch('token', tags);
    const Tags = expect.arrayContaining([{ Key: 'cloister:stage', Value: 'prod' }]);
    expect(inputs(RunInstancesCommand)).toMatchObject([
      {
        TagSpecifications: [
          { ResourceType: 'instance', Tags },
          { ResourceType: 'volume', Tags },
        ],
      },
    ]);
  });
});

it('sees no machine of another stage', async () => {
  const { instances, inputs } = ec2Answering(() => ({ Reservations: [] }));
  await Array.fromAsync(instances.all());
  await instances.find('mch_1');
  const Filters = expect.arrayContaining([{ Name: 'tag:cloister:stage', Values: ['prod'] }]);
  expect(inputs(DescribeInstancesCommand)).toMatchObject([{ Filters }, { Filters }]);
});

it('an hour of every type costs less than it earns', () => {
  const earned = (3600 * offer.microCreditsPerSecond) / MICRO_CREDITS_PER_CREDIT / 100;
  expect(Object.values(instanceUsdPerHour).filter((usd) => usd >= earned)).toEqual([]);
});
