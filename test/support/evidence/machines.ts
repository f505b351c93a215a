import { setTimeout as pause } from 'node:timers/promises';
import { DescribeInstancesCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import type { MachineState } from '../../../contracts/machines.ts';
import type { Person, Target } from '../target.ts';
import { at } from './template.ts';

/** Launching takes a workflow, a boot and a report of the runner. */
const LONGEST_MS = 120_000;

/** What a person's machine is said to be. */
export async function machineOf({ api }: Pick<Target, 'api'>, person: Person): Promise<unknown> {
  return at((await api({ method: 'GET', path: '/v1/vm', as: person })).body, 'machine');
}

/** Does something with a person's machine and waits for the state that it leads to. */
export async function bring(
  target: Pick<Target, 'api'>,
  person: Person,
  act: 'launch' | 'stop' | 'start',
  state: MachineState,
): Promise<unknown> {
  const path = act === 'launch' ? '/v1/vm' : `/v1/vm/${act}`;
  const asked = await target.api({ method: 'POST', path, as: person });
  if (asked.status !== 202) throw new Error(`${act} was answered ${asked.status}.`);
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const machine = await machineOf(target, person);
    if (at(machine, 'state') === state) return machine;
    if (at(machine, 'state') === 'failed' || Date.now() > end)
      throw new Error(
        `The machine is ${String(at(machine, 'state'))}, not ${state}: ${String(at(machine, 'failure'))}.`,
      );
    await pause(500);
  }
}

/** The instances of a person, by EC2's own word. */
export async function instancesOf(
  { aws }: Pick<Target, 'aws'>,
  { userId }: Person,
): Promise<readonly Instance[]> {
  const Filters = [{ Name: 'tag:cloister:user', Values: [userId] }];
  const found = await aws.client(EC2Client).send(new DescribeInstancesCommand({ Filters }));
  return (found.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
}
