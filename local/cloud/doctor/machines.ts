import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { MACHINE_TAG } from '../../../contracts/machines/names.ts';
import type { Check } from './check.ts';
import { good, warns } from './finding.ts';
import type { Place } from './place.ts';

/** Machines are ended by their owners or with their accounts, not with a stack: those of a stage that is gone cost and hold data. */
export const machinesCheck: Check = {
  name: 'machines',
  look: async (place) => {
    const found = await instancesOf(place);
    const stages = (await place.stacksIn(place.home)).filter(({ StackName = '' }) =>
      StackName.endsWith('-machine-network'),
    );
    return [
      found.length === 0 || stages.length > 0
        ? good('left behind', found.length === 0 ? 'none' : `none: ${found.length} in use`)
        : warns(
            'left behind',
            `${found.join(', ')}: no stage with machines is here`,
            `Tell their owners, then: aws ec2 terminate-instances --region ${place.home} --instance-ids ${found.join(' ')}`,
          ),
    ];
  },
};

async function instancesOf({ clients, home }: Place): Promise<readonly string[]> {
  const pages = paginateDescribeInstances(
    { client: clients.ec2(home) },
    {
      Filters: [
        { Name: 'tag-key', Values: [MACHINE_TAG] },
        { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
      ],
    },
  );
  const found: string[] = [];
  for await (const { Reservations = [] } of pages)
    found.push(
      ...Reservations.flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId = [] }) => InstanceId)),
    );
  return found;
}
