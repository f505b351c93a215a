import { machineRoutes, machines } from '../../contracts/machines.ts';
import { runs } from '../../contracts/runs.ts';
import { defineFunction, table } from '../platform/function.ts';
import { knowingOwners } from '../platform/machines/owner.ts';

/** What a runner says of itself: that it is up, that it lives. */
export const machineReportsFunction = defineFunction({
  name: 'machine-reports',
  stack: 'machine-api',
  capability: 'machines',
  class: 'control',
  entry: 'lambdas/vms/machine-reports.handler.ts',
  routes: [machineRoutes.reportReady, machineRoutes.beat],
  grants: [...knowingOwners, table(machines, 'GetItem', 'UpdateItem'), table(runs, 'GetItem')],
});
