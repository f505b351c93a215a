import { offlineProblem, Problem } from '../../api/problem.ts';
import { siteConfig } from '../../config.ts';

/** What the identity service says no with, and the code under which the page has words for it. */
const refusals: Readonly<Record<string, string>> = {
  UsernameExistsException: 'exists',
  InvalidPasswordException: 'password',
  InvalidParameterException: 'address',
  CodeMismatchException: 'code',
  ExpiredCodeException: 'expired',
  LimitExceededException: 'slow',
  TooManyRequestsException: 'slow',
  TooManyFailedAttemptsException: 'slow',
  // It is confirmed already: the way on is to sign in.
  NotAuthorizedException: 'confirmed',
};

type Operation = 'SignUp' | 'ConfirmSignUp';

/** The code of a refusal's type, which some endpoints write with a prefix before `#`. */
export function refusalCode(operation: Operation, type: unknown): string {
  const name = typeof type === 'string' ? (type.split('#').at(-1) ?? '') : '';
  // The address was good enough for the mail; what has no form of a code is no code.
  if (operation === 'ConfirmSignUp' && name === 'InvalidParameterException') return 'code';
  return refusals[name] ?? 'unknown';
}

async function call(operation: Operation, input: object): Promise<void> {
  const { cognitoEndpoint, signUpClientId } = siteConfig();
  const response = await fetch(cognitoEndpoint, {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: signUpClientId, ...input }),
  }).catch(() => {
    throw offlineProblem();
  });
  if (response.ok) return;
  const body: unknown = await response.json().catch(() => undefined);
  const type = typeof body === 'object' && body !== null && '__type' in body ? body.__type : undefined;
  throw new Problem({ status: response.status, code: refusalCode(operation, type) });
}

/** Gives address and password to the identity service, straight from the browser: no function of ours sees them. */
export const signUp = (email: string, password: string): Promise<void> =>
  call('SignUp', { Username: email, Password: password, UserAttributes: [{ Name: 'email', Value: email }] });

/** Proves the address by the code of the mail, however its digits are grouped. */
export const confirmSignUp = (email: string, code: string): Promise<void> =>
  call('ConfirmSignUp', { Username: email, ConfirmationCode: code.replace(/\s/g, '') });
