import { contentKeys } from '../../contracts/keys.ts';
import { machines } from '../../contracts/machines.ts';
import { runLogs, runRoutes, runs } from '../../contracts/runs.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, key, table } from '../platform/function.ts';

const { listRuns, startRun, readRun, stopRun, deleteRun } = runRoutes;

export const runsFunction = defineFunction({
  name: 'runs',
  stack: 'agents',
  capability: 'runs',
  class: 'content',
  entry: 'lambdas/runs/runs.handler.ts',
  routes: [listRuns, startRun, readRun, stopRun, deleteRun],
  grants: [
    table(runs, 'GetItem', 'PutItem', 'Query', 'UpdateItem', 'DeleteItem'),
    table(runLogs, 'Query', 'BatchWriteItem'),
    table(machines, 'GetItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
    ...auditing,
  ],
});
