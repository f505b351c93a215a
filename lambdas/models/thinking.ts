import { type Effort, type Model, thinkingRoom, USUAL_EFFORT } from '../../policy/models.ts';
import { Problem } from '../platform/http/problem.ts';

/**
 * How hard a model is to think: as asked, else as usual where it cannot be kept from it, else not at all.
 * Throws `invalid_request` where it cannot think.
 */
export function effortOf({ thinks, label }: Model, wanted: Effort | undefined): Effort | undefined {
  if (thinks === 'never' && wanted !== undefined)
    throw new Problem('invalid_request', `${label} does not think.`, [
      { pointer: '/effort', reason: 'unsupported' },
    ]);
  return wanted ?? (thinks === 'always' ? USUAL_EFFORT : undefined);
}

/** Output tokens that thinking may take before the answer begins. */
export const roomOf = (effort: Effort | undefined): number =>
  effort === undefined ? 0 : thinkingRoom[effort];
