import { modelRoutes } from '../../contracts/models/routes.ts';
import { defineFunction } from '../platform/function.ts';

export const catalogueFunction = defineFunction({
  name: 'catalogue',
  module: 'models',
  capability: 'chat',
  class: 'control',
  routes: [modelRoutes.listModels],
  settings: ['homeRegion'],
});
