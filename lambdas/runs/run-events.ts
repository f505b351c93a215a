import type { SFNClient } from '@aws-sdk/client-sfn';
import { id } from '../../contracts/ids.ts';
import { env } from '../platform/env.ts';
import { startOnce } from '../platform/start-once.ts';
import type { ChangedKeys } from '../platform/stream-keys.ts';
import { tellWorkflow } from '../platform/tell-workflow.ts';
import type { RunStates } from './run-state-store.ts';
import { isOver } from './runs.ts';

/** A new run gets its workflow, once; an ended one tells the workflow that waits for it. */
export async function carryOn(
  { states, workflows }: { readonly states: RunStates; readonly workflows: SFNClient },
  keys: ChangedKeys,
): Promise<void> {
  const userId = id('account').parse(keys['userId']);
  const runId = id('run').parse(keys['runId']);
  const run = await states.find(userId, runId);
  if (run === undefined) return;
  if (!isOver(run.state)) return startOnce(workflows, env('RUN_AGENT_WORKFLOW'), { userId, id: runId });
  if (run.taskToken !== undefined) await tellWorkflow(workflows, run.taskToken, { state: run.state });
}
