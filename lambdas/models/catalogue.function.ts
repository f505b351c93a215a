import { modelRoutes } from '../../contracts/models/routes.ts';
import { readings } from '../../contracts/platform/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const catalogueFunction = defineFunction({
  name: 'catalogue',
  module: 'models',
  capability: 'chat',
  class: 'control',
  routes: [modelRoutes.listModels],
  grants: [table(readings, 'Query')],
  settings: ['homeRegion', 'models'],
});
