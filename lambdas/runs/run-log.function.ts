import { contentKeys } from '../../contracts/keys.ts';
import { runLogs, runRoutes, runs } from '../../contracts/runs.ts';
import { defineFunction, key, table } from '../platform/function.ts';

export const runLogFunction = defineFunction({
  name: 'run-log',
  stack: 'agents',
  capability: 'runs',
  class: 'content',
  entry: 'lambdas/runs/run-log.handler.ts',
  routes: [runRoutes.followRunLog],
  grants: [
    table(runs, 'GetItem'),
    table(runLogs, 'Query'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
  ],
  timeout: 900,
});
