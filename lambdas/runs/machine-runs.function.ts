import { contentKeys } from '../../contracts/keys.ts';
import { runLogs, runRoutes, runs } from '../../contracts/runs.ts';
import { defineFunction, key, table } from '../platform/function.ts';
import { knowingOwners } from '../platform/machines/owner.ts';

/** Hands runs to the machine of their owner and takes log and result back. */
export const machineRunsFunction = defineFunction({
  name: 'machine-runs',
  stack: 'machine-api',
  capability: 'runs',
  class: 'content',
  entry: 'lambdas/runs/machine-runs.handler.ts',
  routes: [runRoutes.takeRun, runRoutes.appendRunLog, runRoutes.endRun],
  grants: [
    ...knowingOwners,
    table(runs, 'GetItem', 'UpdateItem'),
    table(runLogs, 'PutItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
  ],
});
