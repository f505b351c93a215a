import { env, optionalEnv } from '../env.ts';
import type { Credentials } from './signature.ts';

/** Where a function's credentials come from: Lambda puts them into its environment. */
export const environmentCredentials = (): Credentials => ({
  accessKeyId: env('AWS_ACCESS_KEY_ID'),
  secretAccessKey: env('AWS_SECRET_ACCESS_KEY'),
  sessionToken: optionalEnv('AWS_SESSION_TOKEN'),
});

/**
 * Bundles have this in place of the SDK's chain, which looks through profiles, single sign-on and metadata services: a
 * sixth of a bundle, for nothing.
 */
export const defaultProvider = () => async () => environmentCredentials();
