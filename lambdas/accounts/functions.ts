import type { FunctionSpec } from '../platform/function.ts';
import { accountsFunction } from './accounts.function.ts';
import { shutOutFunction } from './shut-out.function.ts';
import { signInFunction } from './sign-in.function.ts';
import { sweepNewcomersFunction } from './sweep-newcomers.function.ts';

export const accountFunctions: readonly FunctionSpec[] = [
  signInFunction,
  accountsFunction,
  sweepNewcomersFunction,
  shutOutFunction,
];
