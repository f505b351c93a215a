import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { openMachines } from '../machines/machine-store.ts';
import { offeredModels } from '../models/offer.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { deleteRun, findRun, listRuns, type RunDesk, startRun, stopRun } from './run-desk.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';
import { runView } from './runs.ts';

const desk: RunDesk = {
  runs: new RunStore(documents, env(runs.env)),
  logs: new RunLogStore(documents, env(runLogs.env)),
  machines: openMachines(),
  keys: openContentKeys(),
  audit: openAudit(),
  offered: offeredModels(),
};

export const handler = api([
  endpoint({ route: runRoutes.listRuns, run: async (call) => listRuns(desk, call) }),
  endpoint({ route: runRoutes.startRun, run: async (call) => runView(await startRun(desk, call)) }),
  endpoint({
    route: runRoutes.readRun,
    run: async ({ actor, params }) => runView(await findRun(desk, actor, params.runId)),
  }),
  endpoint({
    route: runRoutes.stopRun,
    run: async ({ actor, params }) => runView(await stopRun(desk, actor, params.runId)),
  }),
  endpoint({
    route: runRoutes.deleteRun,
    run: async ({ actor, params }) => deleteRun(desk, actor, params.runId),
  }),
]);
