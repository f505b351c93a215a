import { expect, it } from 'vitest';
import { signInFailures } from '../../../contracts/accounts/routes.ts';
import { messages } from './messages.ts';
import { refusalCode } from './sign-up.ts';

it('names every refusal of the identity service, with or without its prefix', () => {
  expect(refusalCode('SignUp', 'UsernameExistsException')).toBe('exists');
  expect(refusalCode('ConfirmSignUp', 'com.amazonaws.cognito#CodeMismatchException')).toBe('code');
  expect(refusalCode('SignUp', 'SomethingNew')).toBe('unknown');
  expect(refusalCode('SignUp', undefined)).toBe('unknown');
});

it('blames the address for what has no form of one, and the code once there is nothing else to type', () => {
  expect(refusalCode('SignUp', 'InvalidParameterException')).toBe('address');
  expect(refusalCode('ConfirmSignUp', 'InvalidParameterException')).toBe('code');
});

it('has words for every way in which a sign-in can fail', () => {
  for (const failure of signInFailures) expect(messages).toHaveProperty([`welcome.problem.${failure}`]);
});
