import { env, optionalEnv } from '../env.ts';
import { environmentCredentials } from './environment-credentials.ts';
import type { Credentials } from './signature.ts';

/** Where a service of AWS is, and as whom it is called. */
export interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** A service as a function of this deployment reaches it: by the variables that the SDK reads too. */
export function accessTo(service: 'bedrock-runtime' | 'dynamodb' | 'kms'): Access {
  const region = env('AWS_REGION');
  const named = `AWS_ENDPOINT_URL_${service.replaceAll('-', '_').toUpperCase()}`;
  const endpoint =
    optionalEnv(named) ?? optionalEnv('AWS_ENDPOINT_URL') ?? `https://${service}.${region}.amazonaws.com`;
  return { endpoint, region, credentials: environmentCredentials() };
}
