import { openMachines } from '../machines/machine-store.ts';
import { whole } from '../platform/invocation.ts';
import { openRunStates } from './run-state-store.ts';
import { sweepRuns } from './sweep-runs.ts';

const parts = { states: openRunStates(), machines: openMachines() };

export const handler = whole(async (): Promise<void> => sweepRuns(parts));
