import type { FunctionSpec } from '../platform/function.ts';
import { credentialsFunction } from './credentials.function.ts';

export const credentialFunctions: readonly FunctionSpec[] = [credentialsFunction];
