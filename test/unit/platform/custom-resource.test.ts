import { afterEach, expect, it, vi } from 'vitest';
import {
  type Applying,
  customResource,
  DeploymentRefused,
} from '../../../lambdas/platform/custom-resource.ts';
import { tellCustomResource } from '../../support/custom-resource.ts';
import { at } from '../../support/evidence/template.ts';

afterEach(() => vi.restoreAllMocks());

/** What the operator reads in the events of the stack. */
async function reasonOf(apply: Applying): Promise<unknown> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const fetched = vi.spyOn(globalThis, 'fetch');
  await tellCustomResource(customResource(apply), {});
  return at(await new Response(fetched.mock.lastCall?.[1]?.body).json(), 'Reason');
}

it('a refused deployment says what to do', async () => {
  const refused = new DeploymentRefused('set the date');
  expect(await reasonOf(() => Promise.reject(refused))).toBe('set the date');
});

it('any other failure names its class only: messages of libraries can quote what they were given', async () => {
  const failure = new TypeError('not a value: somebody@example.org');
  expect(await reasonOf(() => Promise.reject(failure))).toBe("TypeError; see the function's log");
});
