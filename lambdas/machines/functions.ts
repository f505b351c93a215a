import type { FunctionSpec } from '../platform/function.ts';
import { machineEventsFunction } from './machine-events.function.ts';
import { machineReportsFunction } from './machine-reports.function.ts';
import { machineStepsFunction } from './machine-steps.function.ts';
import { machinesFunction } from './machines.function.ts';
import { reapMachinesFunction } from './reap-machines.function.ts';
import { renewHoldsFunction } from './renew-holds.function.ts';

export const machineFunctions: readonly FunctionSpec[] = [
  machinesFunction,
  machineStepsFunction,
  machineEventsFunction,
  machineReportsFunction,
  renewHoldsFunction,
  reapMachinesFunction,
];
