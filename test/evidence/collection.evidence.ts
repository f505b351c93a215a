import { expect } from 'vitest';
import { claim } from '../support/evidence/claim.ts';
import { fieldsOf } from '../support/evidence/fields.ts';

claim('C26', 'synth', { readOnly: true, shows: 'no schema has a place for a position' }, (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'region')).toBe(true);
  const position =
    /^(lat|lon|lng|latitude|longitude|coordinates?|geo.*|position|location|city|postcode|postal.*|street)$/i;
  expect(fields.filter(({ name }) => position.test(name))).toEqual([]);
});

claim('A7', 'synth', { readOnly: true, shows: 'no schema of ours has a password' }, (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'email')).toBe(true);
  expect(fields.filter(({ name }) => /passw|pwd|passphrase/i.test(name))).toEqual([]);
});

claim('C178', 'synth', { readOnly: true, shows: 'no schema has a birth date' }, (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'adult')).toBe(true);
  expect(fields.filter(({ name }) => /birth|dob|^age$/i.test(name))).toEqual([]);
});
