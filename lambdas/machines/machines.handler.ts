import { machineRoutes } from '../../contracts/machines/routes.ts';
import { openHolds } from '../billing/hold-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
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

export const handler = handlerOf(machineRoutes, {
  readMachine: async ({ actor, now }) => readMachine(desk, actor, now),
  launchMachine: async ({ actor, now }) => launchMachine(desk, actor, now),
  stopMachine: async ({ actor, now }) => stopMachine(desk, actor, now),
  startMachine: async ({ actor, now }) => startMachine(desk, actor, now),
  endMachine: async ({ actor, now }) => endMachine(desk, actor, now),
});
