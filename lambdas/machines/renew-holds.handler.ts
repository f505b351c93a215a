import { openLedger } from '../billing/ledger-store.ts';
import { whole } from '../platform/invocation.ts';
import { openMachines } from './machine-store.ts';
import { Meter } from './meter.ts';
import { renewHolds } from './renew-holds.ts';

const machines = openMachines();
const meter = new Meter(openLedger(), machines);

export const handler = whole(async (): Promise<void> => renewHolds(machines, meter));
