import { runLogs, runRoutes, runs } from '../../contracts/runs.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { openOwners } from '../platform/machines/owner.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';
import { isOver, logExpiry, logKeyOf, type RunId } from './runs.ts';

const owners = openOwners();
const store = new RunStore(documents, env(runs.env));
const logs = new RunLogStore(documents, env(runLogs.env));
const keys = openContentKeys();

/** The run, if it belongs to the owner of the machine that asks. */
async function runFor(instanceId: string | undefined, runId: RunId) {
  const owner = await owners.of(instanceId);
  const { userId } = owner;
  const key = await keys.open(owner);
  const run = await store.find(userId, key, runId);
  if (run === undefined) throw new Problem('not_found');
  return { userId, key, run };
}

export const handler = api([
  endpoint({
    route: runRoutes.takeRun,
    run: async ({ instanceId, params, now }) => {
      const { userId, run } = await runFor(instanceId, params.runId);
      const { runId, prompt, model } = run;
      const startedAt = run.startedAt ?? new Date(now).toISOString();
      const taken =
        run.state === 'queued' && (await store.move(userId, runId, 'running', { startedAt })) === 'moved';
      return { runId, state: taken ? ('running' as const) : run.state, prompt, model };
    },
  }),
  endpoint({
    route: runRoutes.appendRunLog,
    run: async ({ instanceId, params, body, now }) => {
      const { userId, key, run } = await runFor(instanceId, params.runId);
      if (isOver(run.state)) throw new Problem('conflict', 'The run has ended.');
      await logs.append(key, {
        userId,
        logKey: logKeyOf(run.runId, body.seq),
        lines: body.lines,
        expiresAt: logExpiry(run, now),
      });
      return { stop: run.state === 'stopping' };
    },
  }),
  endpoint({
    route: runRoutes.endRun,
    run: async ({ instanceId, params, body, now }) => {
      const { userId, key, run } = await runFor(instanceId, params.runId);
      const { state: _state, ...said } = body;
      const change = { ...said, endedAt: new Date(now).toISOString() };
      const moved = await store.move(userId, run.runId, body.state, change, key);
      // The same result again is a retry of a report whose answer was lost.
      if (moved === 'conflict' && run.state !== body.state)
        throw new Problem('conflict', 'The run has ended otherwise.');
    },
  }),
]);
