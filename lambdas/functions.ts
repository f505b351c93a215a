import type { Capability } from '../policy/profile.ts';
import { accountsFunction } from './accounts/accounts.function.ts';
import { signInFunction } from './accounts/sign-in.function.ts';
import { creditsFunction } from './billing/credits.function.ts';
import { catalogueFunction } from './chat/catalogue.function.ts';
import { conversationsFunction } from './chat/conversations.function.ts';
import { turnsFunction } from './chat/turns.function.ts';
import { credentialsFunction } from './credentials/credentials.function.ts';
import { sweepHoldsFunction } from './billing/sweep-holds.function.ts';
import type { FunctionSpec } from './platform/function.ts';
import { policiesFunction } from './privacy/policies.function.ts';
import { publishPolicyFunction } from './privacy/publish-policy.function.ts';

/** Every function of the platform. Stacks, templates, the route matrix and the least-privilege tests iterate over it. */
export const functions: readonly FunctionSpec[] = [
  signInFunction,
  accountsFunction,
  creditsFunction,
  sweepHoldsFunction,
  catalogueFunction,
  conversationsFunction,
  turnsFunction,
  credentialsFunction,
  policiesFunction,
  publishPolicyFunction,
];

/** The functions of a profile with these capabilities. */
export const functionsOf = (capabilities: readonly Capability[]): readonly FunctionSpec[] =>
  functions.filter((spec) => spec.capability === undefined || capabilities.includes(spec.capability));
