import { machineRoutes } from '../../contracts/machines/routes.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openRunStates } from '../runs/run-state-store.ts';
import { hearBeat, reportReady } from './machine-reports.ts';
import { openMachines } from './machine-store.ts';
import { openOwners } from './owners.ts';

const desk = { owners: openOwners(), machines: openMachines(), runs: openRunStates() };

export const handler = handlerOf(machineRoutes, {
  reportReady: async (call) => reportReady(desk, call),
  beat: async (call) => hearBeat(desk, call),
});
