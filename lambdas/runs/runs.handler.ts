import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { openMachines } from '../machines/machine-store.ts';
import { offeredModels } from '../models/offer.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { deleteRun, findRun, listRuns, type RunDesk, startRun, stopRun } from './run-desk.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';
import { runView } from './runs.ts';

const desk: RunDesk = {
  runs: openStore(RunStore, runs),
  logs: openStore(RunLogStore, runLogs),
  machines: openMachines(),
  keys: openContentKeys(),
  audit: openAudit(),
  offered: offeredModels(),
};

export const handler = handlerOf(runRoutes, {
  listRuns: async (call) => listRuns(desk, call),
  startRun: async (call) => runView(await startRun(desk, call)),
  readRun: async ({ actor, params }) => runView(await findRun(desk, actor, params.runId)),
  stopRun: async ({ actor, params }) => runView(await stopRun(desk, actor, params.runId)),
  deleteRun: async ({ actor, params }) => deleteRun(desk, actor, params.runId),
});
