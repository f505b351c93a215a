import { readings } from '../../contracts/platform/stores.ts';
import { runRoutes } from '../../contracts/runs/routes.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { charging } from '../billing/grants.ts';
import { knowingOwners } from '../machines/grants.ts';
import { defineFunction, models, table } from '../platform/function.ts';

/** Model calls of runs. What passes through is content, so it has no way out but to the models. */
export const converseFunction = defineFunction({
  name: 'converse',
  module: 'runs',
  capability: 'runs',
  class: 'content',
  routes: [runRoutes.converse],
  grants: [
    ...knowingOwners,
    table(runs, 'GetItem', 'UpdateItem'),
    table(readings, 'Query'),
    ...charging,
    models(),
  ],
  settings: ['models'],
  timeout: 900,
});
