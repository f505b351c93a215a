import type { Target } from '../target.ts';
import { at } from './template.ts';

/** The privacy contact that the deployed policy publishes. */
export async function privacyContactOf(target: Pick<Target, 'api'>): Promise<string> {
  const policy = await target.api('GET /v1/policies/privacy');
  const contact = /href="mailto:([^"]+)"/.exec(String(at(policy.body, 'html')))?.[1];
  if (contact === undefined) throw new Error('The policy names no contact.');
  return contact;
}
