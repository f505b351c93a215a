import { SFNClient } from '@aws-sdk/client-sfn';
import { id } from '../../contracts/ids.ts';
import { env } from '../platform/env.ts';
import { startOnce } from '../platform/start-once.ts';
import { streamHandler } from '../platform/stream-keys.ts';
import { tellWorkflow } from '../platform/tell-workflow.ts';
import { openMachines } from './machine-store.ts';
import { carriedOn, isPassing, workOf } from './machines.ts';

const machines = openMachines();
const workflows = new SFNClient({});

const addressOf = (workflow: string): string =>
  env(`${workflow.replaceAll('-', '_').toUpperCase()}_WORKFLOW`);

export const handler = streamHandler(async (keys) => {
  const machine = await machines.find(id('account').parse(keys['userId']));
  if (machine === undefined) return;
  const { userId, state, taskToken } = machine;
  if (isPassing(state))
    return startOnce(workflows, addressOf(carriedOn[state]), { userId, id: workOf(machine) });
  if (state !== 'ready' || taskToken === undefined) return;
  await tellWorkflow(workflows, taskToken, { outcome: 'ready' });
  await machines.note(machine, { taskToken: undefined });
});
