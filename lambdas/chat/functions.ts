import type { FunctionSpec } from '../platform/function.ts';
import { conversationsFunction } from './conversations.function.ts';
import { turnsFunction } from './turns.function.ts';

export const chatFunctions: readonly FunctionSpec[] = [conversationsFunction, turnsFunction];
