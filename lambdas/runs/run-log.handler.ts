import { setTimeout as pause } from 'node:timers/promises';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs } from '../../contracts/runs/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { openLog } from './follow-log.ts';
import { RunLogStore } from './run-log-store.ts';
import { openRunStates } from './run-state-store.ts';

const parts = {
  keys: openContentKeys(),
  logs: new RunLogStore(documents, env(runLogs.env)),
  states: openRunStates(),
  clock: Date.now,
  pause,
};

export const handler = streamApi([
  streamEndpoint({ route: runRoutes.followRunLog, open: (call) => openLog(parts, call) }),
]);
