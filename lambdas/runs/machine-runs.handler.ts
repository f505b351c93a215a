import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { openOwners } from '../machines/owners.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { appendRunLog, endRun, type RunWork, takeRun } from './machine-runs.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';

const work: RunWork = {
  owners: openOwners(),
  runs: new RunStore(documents, env(runs.env)),
  logs: new RunLogStore(documents, env(runLogs.env)),
  keys: openContentKeys(),
};

export const handler = api([
  endpoint({ route: runRoutes.takeRun, run: async (call) => takeRun(work, call) }),
  endpoint({ route: runRoutes.appendRunLog, run: async (call) => appendRunLog(work, call) }),
  endpoint({ route: runRoutes.endRun, run: async (call) => endRun(work, call) }),
]);
