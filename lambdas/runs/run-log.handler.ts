import { setTimeout as pause } from 'node:timers/promises';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs } from '../../contracts/runs/stores.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { openLog } from './follow-log.ts';
import { RunLogStore } from './run-log-store.ts';
import { openRunStates } from './run-state-store.ts';

const parts = {
  keys: openContentKeys(),
  logs: openStore(RunLogStore, runLogs),
  states: openRunStates(),
  clock: Date.now,
  pause,
};

export const handler = streamApi([
  streamEndpoint({ route: runRoutes.followRunLog, open: (call) => openLog(parts, call) }),
]);
