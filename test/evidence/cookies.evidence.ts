import { expect } from 'vitest';
import { browserItems } from '../../policy/cookies.ts';
import { claim } from '../support/evidence/claim.ts';

claim('C158', 'synth', { readOnly: true, shows: 'the registry' }, () => {
  const cookies = browserItems.filter((item) => item.kind === 'cookie');
  expect(new Set(cookies.map((item) => item.category))).toEqual(new Set(['essential']));
});
