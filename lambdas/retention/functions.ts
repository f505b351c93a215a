import type { FunctionSpec } from '../platform/function.ts';
import { purgeFunction } from './purge.function.ts';

export const retentionFunctions: readonly FunctionSpec[] = [purgeFunction];
