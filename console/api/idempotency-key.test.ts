import { expect, it } from 'vitest';
import { id } from '../../contracts/ids.ts';
import { idempotencyKey } from './idempotency-key.ts';

it('is what the API makes an id of, in the order of time', () => {
  expect(id('turn').safeParse(`trn_${idempotencyKey()}`).success).toBe(true);
  expect(idempotencyKey(1_000) < idempotencyKey(2_000)).toBe(true);
  expect(idempotencyKey(1_000)).not.toBe(idempotencyKey(1_000));
});
