import type { Deployment } from '../target.ts';

/**
 * Opens the running deployment for this worker. The seam: `test/support/deployment` replaces the body by its own
 * `Deployment`; until then nothing but evidence from templates can pass.
 */
export async function openDeployment(): Promise<Deployment> {
  throw new Error('No deployment is running for the evidence.');
}
