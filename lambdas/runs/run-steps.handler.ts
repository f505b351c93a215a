import { MachineQueues } from '../machines/machine-queue-store.ts';
import { openMachines } from '../machines/machine-store.ts';
import { stepsHandler } from '../platform/step.ts';
import { openRunStates } from './run-state-store.ts';
import { runSteps } from './run-steps.ts';

const parts = { states: openRunStates(), machines: openMachines(), queues: new MachineQueues() };

export const handler = stepsHandler(runSteps(parts));
