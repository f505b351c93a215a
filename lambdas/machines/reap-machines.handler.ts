import { whole } from '../platform/invocation.ts';
import { Instances } from './instance-store.ts';
import { openMachines } from './machine-store.ts';
import { reapMachines } from './reconcile.ts';

const parts = { machines: openMachines(), instances: new Instances() };

export const handler = whole(async (): Promise<void> => reapMachines(parts));
