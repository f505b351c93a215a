import { machineRoutes } from '../../contracts/machines/routes.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { defineFunction, table } from '../platform/function.ts';
import { knowingOwners } from './grants.ts';

/** What a runner says of itself: that it is up, that it lives. */
export const machineReportsFunction = defineFunction({
  name: 'machine-reports',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  routes: [machineRoutes.reportReady, machineRoutes.beat],
  grants: [...knowingOwners, table(machines, 'GetItem', 'UpdateItem'), table(runs, 'GetItem')],
});
