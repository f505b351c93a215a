import { Instances } from './instance-store.ts';
import { openMachines } from './machine-store.ts';
import { reapMachines } from './reconcile.ts';

const parts = { machines: openMachines(), instances: new Instances() };

export const handler = async (): Promise<void> => reapMachines(parts);
