import { balances } from '../../contracts/billing/stores.ts';
import { machineRoutes } from '../../contracts/machines/routes.ts';
import { HoldStore } from '../billing/hold-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { launchMachine, type MachineDesk, moveMachine, readMachine, startMachine } from './machine-desk.ts';
import { openMachines } from './machine-store.ts';

const desk: MachineDesk = {
  machines: openMachines(),
  holds: new HoldStore(documents, env(balances.env)),
  audit: openAudit(),
};

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
    run: async ({ actor, now }) => moveMachine(desk, actor, { from: ['ready'], to: 'stopping' }, now),
  }),
  endpoint({
    route: machineRoutes.startMachine,
    run: async ({ actor, now }) => startMachine(desk, actor, now),
  }),
  endpoint({
    route: machineRoutes.endMachine,
    run: async ({ actor, now }) => {
      const from = ['launching', 'ready', 'stopping', 'stopped', 'starting', 'failed'] as const;
      return moveMachine(desk, actor, { from, to: 'ending' }, now);
    },
  }),
]);
