import { contentKeys } from '../../contracts/platform/stores.ts';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { defineFunction, key, table } from '../platform/function.ts';

export const runLogFunction = defineFunction({
  name: 'run-log',
  module: 'runs',
  capability: 'runs',
  class: 'content',
  routes: [runRoutes.followRunLog],
  grants: [
    table(runs, 'GetItem'),
    table(runLogs, 'Query'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
  ],
  timeout: 900,
});
