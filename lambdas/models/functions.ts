import type { FunctionSpec } from '../platform/function.ts';
import { catalogueFunction } from './catalogue.function.ts';
import { retentionGuardFunction } from './retention-guard.function.ts';
import { setRetentionModeFunction } from './set-retention-mode.function.ts';

export const modelFunctions: readonly FunctionSpec[] = [
  catalogueFunction,
  retentionGuardFunction,
  setRetentionModeFunction,
];
