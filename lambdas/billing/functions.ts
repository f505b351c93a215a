import type { FunctionSpec } from '../platform/function.ts';
import { creditsFunction } from './credits.function.ts';
import { sweepHoldsFunction } from './sweep-holds.function.ts';

export const billingFunctions: readonly FunctionSpec[] = [creditsFunction, sweepHoldsFunction];
