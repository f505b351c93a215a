import { stackNameOf } from '../../lib/stacks/names.ts';
import type { Clients } from './doctor/clients.ts';
import { readStacks } from './doctor/place.ts';
import type { Order } from './operator-settings.ts';

/** What stacks say of a deployment: stack and output. */
export const outputs = { origin: ['site', 'Origin'], api: ['api', 'Url'] } as const;

/** An output as it is now, or nothing where its stack is not deployed. */
export async function readOutput(
  clients: Clients,
  { stage, settings }: Order,
  which: keyof typeof outputs,
): Promise<string | undefined> {
  const [stack, output] = outputs[which];
  const stacks = await readStacks(clients, settings.region);
  const found = stacks.find(({ StackName }) => StackName === stackNameOf(stage, stack));
  return found?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
}
