import type { Capability } from '../policy/profile.ts';
import { accountFunctions } from './accounts/functions.ts';
import { billingFunctions } from './billing/functions.ts';
import { chatFunctions } from './chat/functions.ts';
import { credentialFunctions } from './credentials/functions.ts';
import { machineFunctions } from './machines/functions.ts';
import { modelFunctions } from './models/functions.ts';
import type { FunctionSpec } from './platform/function.ts';
import { privacyFunctions } from './privacy/functions.ts';
import { retentionFunctions } from './retention/functions.ts';
import { runFunctions } from './runs/functions.ts';
import { siteFunctions } from './site/functions.ts';

/** Every function of the platform. Stacks, templates, the route matrix and the least-privilege tests iterate over it. */
export const functions: readonly FunctionSpec[] = [
  ...accountFunctions,
  ...billingFunctions,
  ...modelFunctions,
  ...chatFunctions,
  ...credentialFunctions,
  ...machineFunctions,
  ...runFunctions,
  ...privacyFunctions,
  ...retentionFunctions,
  ...siteFunctions,
];

/** The functions of a profile with these capabilities. */
export const functionsOf = (capabilities: readonly Capability[]): readonly FunctionSpec[] =>
  functions.filter((spec) => spec.capability === undefined || capabilities.includes(spec.capability));
