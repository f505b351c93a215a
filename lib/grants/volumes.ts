import { onTagged } from './instances.ts';
import type { Permit } from './permit.ts';

export const volumes: Permit<'volumes'> = onTagged('volume');
