import type { HttpRequest } from '@smithy/protocol-http';
import { livingModels } from '../../../../local/cloud/doctor/catalogue.ts';
import type { Verdict } from '../../../../local/cloud/doctor/finding.ts';
import type { Differing } from '../place.ts';
import { ourStacks, quota, stack, stacks, toolkit } from '../recordings.ts';
import { fault, type Recorded, type Recordings, textOf } from '../wire.ts';

/** Which check looks at what; what is otherwise; what that is worth, what is seen, and what is to be done. */
export type Case = readonly [string, string, Recordings | Differing, Verdict, RegExp, RegExp];

/** A model of the catalogue. */
export const id = livingModels[0]?.id ?? '';
export const soon = new Date(Date.now() + 30 * 86_400_000).toISOString();
export const one = (found: Recorded) => ({ 'cloudformation DescribeStacks': found });
export const deployed = (...more: readonly string[]) =>
  stacks([toolkit(), ...ourStacks.map((name) => stack(name)), ...more]);
/** Before the first deployment. */
export const empty: Recordings = one(stacks([toolkit()]));
export const byCode = (code: string, value: number): Recordings => ({
  'servicequotas GetServiceQuota': (asked: HttpRequest) => quota(textOf(asked).includes(code) ? value : 100),
});
export const noSuchRole: Recordings = { 'iam GetRole': fault('NoSuchEntity', 404) };

export async function absent(): Promise<never> {
  throw Object.assign(new Error('queryTxt ENODATA'), { code: 'ENODATA' });
}
