import { machines } from '../../contracts/machines/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, key, table } from '../platform/function.ts';

const { listRuns, startRun, readRun, stopRun, deleteRun } = runRoutes;

export const runsFunction = defineFunction({
  name: 'runs',
  module: 'runs',
  capability: 'runs',
  class: 'content',
  routes: [listRuns, startRun, readRun, stopRun, deleteRun],
  grants: [
    table(runs, 'GetItem', 'PutItem', 'Query', 'UpdateItem', 'DeleteItem'),
    table(runLogs, 'Query', 'BatchWriteItem'),
    table(machines, 'GetItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
    ...auditing,
  ],
  settings: ['models'],
});
