import type { FunctionSpec } from '../platform/function.ts';
import { converseFunction } from './converse.function.ts';
import { machineRunsFunction } from './machine-runs.function.ts';
import { runEventsFunction } from './run-events.function.ts';
import { runLogFunction } from './run-log.function.ts';
import { runStepsFunction } from './run-steps.function.ts';
import { runsFunction } from './runs.function.ts';
import { sweepRunsFunction } from './sweep-runs.function.ts';

export const runFunctions: readonly FunctionSpec[] = [
  runsFunction,
  runLogFunction,
  machineRunsFunction,
  converseFunction,
  runStepsFunction,
  runEventsFunction,
  sweepRunsFunction,
];
