import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Person, Target } from '../target.ts';
import { outputOf } from './outputs.ts';

/** A sign-in by the API: of one by its login page the emulator takes no note. */
export async function signInByApi(target: Target, { email, password }: Person): Promise<void> {
  const cognito = target.aws.client(CognitoIdentityProvider);
  const UserPoolId = outputOf(target, 'UserPoolId');
  const { UserPoolClient: made } = await cognito.createUserPoolClient({
    UserPoolId,
    ClientName: 'a sign-in by the API',
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = made?.ClientId;
  const AuthParameters = { USERNAME: email, PASSWORD: password };
  await cognito.adminInitiateAuth({
    UserPoolId,
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters,
  });
  await cognito.deleteUserPoolClient({ UserPoolId, ClientId });
}
