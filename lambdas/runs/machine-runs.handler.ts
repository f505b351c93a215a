import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { openOwners } from '../machines/owners.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { appendRunLog, endRun, type RunWork, takeRun } from './machine-runs.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';

const work: RunWork = {
  owners: openOwners(),
  runs: openStore(RunStore, runs),
  logs: openStore(RunLogStore, runLogs),
  keys: openContentKeys(),
};

export const handler = handlerOf(runRoutes, {
  takeRun: async (call) => takeRun(work, call),
  appendRunLog: async (call) => appendRunLog(work, call),
  endRun: async (call) => endRun(work, call),
});
