import { machineRoutes } from '../../contracts/machines/routes.ts';
import { openHolds } from '../billing/hold-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import {
  endMachine,
  launchMachine,
  type MachineDesk,
  readMachine,
  startMachine,
  stopMachine,
} from './machine-desk.ts';
import { openMachines } from './machine-store.ts';

const desk: MachineDesk = { machines: openMachines(), holds: openHolds(), audit: openAudit() };

export const handler = api([
  endpoint({
    route: machineRoutes.readMachine,
    run: async ({ actor, now }) => readMachine(desk, actor, now),
  }),
  endpoint({
    route: machineRoutes.launchMachine,
    run: async ({ actor, now }) => launchMachine(desk, actor, now),
  }),
  endpoint({
    route: machineRoutes.stopMachine,
    run: async ({ actor, now }) => stopMachine(desk, actor, now),
  }),
  endpoint({
    route: machineRoutes.startMachine,
    run: async ({ actor, now }) => startMachine(desk, actor, now),
  }),
  endpoint({ route: machineRoutes.endMachine, run: async ({ actor, now }) => endMachine(desk, actor, now) }),
]);
