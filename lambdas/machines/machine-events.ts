import type { SFNClient } from '@aws-sdk/client-sfn';
import { id } from '../../contracts/ids.ts';
import { env } from '../platform/env.ts';
import { startOnce } from '../platform/start-once.ts';
import type { ChangedKeys } from '../platform/stream-keys.ts';
import { tellWorkflow } from '../platform/tell-workflow.ts';
import type { MachineStore } from './machine-store.ts';
import { carriedOn, isPassing, workOf } from './machines.ts';

const addressOf = (workflow: string): string =>
  env(`${workflow.replaceAll('-', '_').toUpperCase()}_WORKFLOW`);

/** A machine on its way gets the workflow of its state, once; a ready one tells the workflow that waits for it. */
export async function carryOn(
  { machines, workflows }: { readonly machines: MachineStore; readonly workflows: SFNClient },
  keys: ChangedKeys,
): Promise<void> {
  const machine = await machines.find(id('account').parse(keys['userId']));
  if (machine === undefined) return;
  const { userId, state, taskToken } = machine;
  if (isPassing(state))
    return startOnce(workflows, addressOf(carriedOn[state]), { userId, id: workOf(machine) });
  if (state !== 'ready' || taskToken === undefined) return;
  await tellWorkflow(workflows, taskToken, { outcome: 'ready' });
  await machines.note(machine, { taskToken: undefined });
}
