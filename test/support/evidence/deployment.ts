import { inject } from 'vitest';
import { openShared } from '../deployment/open.ts';
import type { Deployment } from '../target.ts';

/** Opens the running deployment for this worker. */
export async function openDeployment(): Promise<Deployment> {
  return openShared(inject('deployment'));
}
