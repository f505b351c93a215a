import { expect } from 'vitest';
import { browserItems } from '../../policy/cookies.ts';
import { claim } from '../support/evidence/claim.ts';

const cookies = browserItems.filter((item) => item.kind === 'cookie');

claim('C158', 'synth', { readOnly: true, shows: 'the registry' }, () => {
  expect(cookies.length).toBeGreaterThan(0);
  expect(cookies.filter((item) => item.category !== 'essential')).toEqual([]);
});
