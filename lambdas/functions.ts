import type { Capability } from '../policy/profile.ts';
import { credentialsFunction } from './credentials/credentials.function.ts';
import type { FunctionSpec } from './platform/function.ts';

/** Every function of the platform. Stacks, templates, the route matrix and the least-privilege tests iterate over it. */
export const functions: readonly FunctionSpec[] = [credentialsFunction];

/** The functions of a profile with these capabilities. */
export const functionsOf = (capabilities: readonly Capability[]): readonly FunctionSpec[] =>
  functions.filter((spec) => spec.capability === undefined || capabilities.includes(spec.capability));
