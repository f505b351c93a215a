import { machineRoutes } from '../../contracts/machines.ts';
import { readings } from '../../contracts/readings.ts';
import { runs } from '../../contracts/runs.ts';
import { charging } from '../billing/grants.ts';
import { defineFunction, table } from '../platform/function.ts';
import { knowingOwners } from '../platform/machines/owner.ts';

/** Model calls of runs. What passes through is content, so it has no way out but to the models. */
export const converseFunction = defineFunction({
  name: 'converse',
  stack: 'machine-api',
  capability: 'runs',
  class: 'content',
  entry: 'lambdas/runs/converse.handler.ts',
  routes: [machineRoutes.converse],
  grants: [
    ...knowingOwners,
    table(runs, 'GetItem', 'UpdateItem'),
    table(readings, 'Query'),
    ...charging,
    { to: 'models' },
  ],
  timeout: 900,
});
