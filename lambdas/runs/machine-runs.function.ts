import { contentKeys } from '../../contracts/platform/stores.ts';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { knowingOwners } from '../machines/grants.ts';
import { defineFunction, key, table } from '../platform/function.ts';

/** Hands runs to the machine of their owner and takes log and result back. */
export const machineRunsFunction = defineFunction({
  name: 'machine-runs',
  module: 'runs',
  capability: 'runs',
  class: 'content',
  routes: [runRoutes.takeRun, runRoutes.appendRunLog, runRoutes.endRun],
  grants: [
    ...knowingOwners,
    table(runs, 'GetItem', 'UpdateItem'),
    table(runLogs, 'PutItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
  ],
});
