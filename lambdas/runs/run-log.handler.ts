import { setTimeout as pause } from 'node:timers/promises';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { followLog } from './follow-log.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStates } from './run-state-store.ts';

const parts = {
  logs: new RunLogStore(documents, env(runLogs.env)),
  states: new RunStates(documents, env(runs.env)),
  clock: Date.now,
  pause,
};
const keys = openContentKeys();

export const handler = streamApi([
  streamEndpoint({
    route: runRoutes.followRunLog,
    open: async ({ actor, params, query }) => {
      const key = await keys.open(actor);
      if ((await parts.states.find(actor.userId, params.runId)) === undefined) throw new Problem('not_found');
      return followLog(parts, { user: actor.userId, run: params.runId, key }, query.after);
    },
  }),
]);
