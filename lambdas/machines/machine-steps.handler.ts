import { stepsHandler } from '../platform/step.ts';
import { endSteps } from './end-machine.ts';
import { launchSteps } from './launch-machine.ts';
import { openMachineParts } from './machine-work.ts';
import { startSteps } from './start-machine.ts';
import { stopSteps } from './stop-machine.ts';

const parts = openMachineParts();

export const handler = stepsHandler({
  ...launchSteps(parts),
  ...startSteps(parts),
  ...stopSteps(parts),
  ...endSteps(parts),
});
