import { endMachineWorkflow } from './end-machine.ts';
import { eraseWorkflow, restoreWorkflow } from './erase.ts';
import { exportWorkflow } from './export.ts';
import { launchMachineWorkflow } from './launch-machine.ts';
import { replayWorkflow } from './replay.ts';
import { runAgentWorkflow } from './run-agent.ts';
import type { WorkflowSpec } from './spec.ts';
import { startMachineWorkflow } from './start-machine.ts';
import { stopMachineWorkflow } from './stop-machine.ts';

/** Every workflow of the platform. */
export const workflows = [
  launchMachineWorkflow,
  startMachineWorkflow,
  stopMachineWorkflow,
  endMachineWorkflow,
  runAgentWorkflow,
  exportWorkflow,
  eraseWorkflow,
  restoreWorkflow,
  replayWorkflow,
] as const satisfies readonly WorkflowSpec[];

export type WorkflowId = (typeof workflows)[number]['id'];
