import { expect, it } from 'vitest';
import { refusalCode } from './sign-up.ts';

it('names every refusal of the identity service, with or without its prefix', () => {
  expect(refusalCode('UsernameExistsException')).toBe('exists');
  expect(refusalCode('com.amazonaws.cognito#CodeMismatchException')).toBe('code');
  expect(refusalCode('SomethingNew')).toBe('unknown');
  expect(refusalCode(undefined)).toBe('unknown');
});
