import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { machines } from '../../contracts/machines/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { forEach } from '../platform/each.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';
import { type RunFacts, RunStates } from './run-state-store.ts';
import { isOverdue, type RunFailure } from './runs.ts';

const states = new RunStates(documents, env(runs.env));
const seen = z.pick(machines.item, { machineId: true, state: true, beatAt: true });
/** A busy runner beats every ten seconds: whoever is silent for so long is dead. */
const SILENCE_MILLISECONDS = 5 * 60 * 1000;

/** Why a run cannot end by itself any more; nothing while it can. */
async function faultOf(run: RunFacts, now: number): Promise<RunFailure | undefined> {
  if (isOverdue(run, now)) return 'took_too_long';
  if (run.machineId === undefined) return undefined;
  const found = await documents.send(
    new GetCommand({ TableName: env(machines.env), Key: { userId: run.userId }, ConsistentRead: true }),
  );
  const machine = readItem(machines, seen, found.Item);
  const isThere = machine?.machineId === run.machineId && machine.state === 'ready';
  const heard = Math.max(Date.parse(machine?.beatAt ?? run.createdAt), Date.parse(run.createdAt));
  return isThere && now - heard < SILENCE_MILLISECONDS ? undefined : 'machine_lost';
}

export const handler = async (): Promise<void> => {
  const now = Date.now();
  let ended = 0;
  await forEach(states.unfinished(), async (run) => {
    const failure = await faultOf(run, now);
    if (failure !== undefined && (await states.fail(run.userId, run.runId, failure, now)) === 'moved')
      ended += 1;
  });
  log('info', 'runs swept', { count: ended });
};
