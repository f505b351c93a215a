import { expect, it } from 'vitest';
import { signInFailures } from '../../../contracts/accounts.ts';
import { messages } from './messages.ts';
import { refusalCode } from './sign-up.ts';

it('names every refusal of the identity service, with or without its prefix', () => {
  expect(refusalCode('UsernameExistsException')).toBe('exists');
  expect(refusalCode('com.amazonaws.cognito#CodeMismatchException')).toBe('code');
  expect(refusalCode('SomethingNew')).toBe('unknown');
  expect(refusalCode(undefined)).toBe('unknown');
});

it('has words for every way in which a sign-in can fail', () => {
  for (const failure of signInFailures) expect(messages).toHaveProperty([`welcome.problem.${failure}`]);
});
