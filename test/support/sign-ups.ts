import { CognitoIdentityProvider, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { AccountStore } from '../../lambdas/accounts/account-store.ts';
import { IdentityStore } from '../../lambdas/accounts/identity-store.ts';
import { SignUpStore } from '../../lambdas/accounts/sign-up-store.ts';
import { sweepNewcomers } from '../../lambdas/accounts/sweep-newcomers.ts';
import { Deployed } from '../../local/doubles/cloudfront/deployed-function.ts';
import { adminClient, localRegion } from '../../local/emulator/account.ts';
import { unfinishedSignUp } from '../../policy/retention.ts';
import { EmulatedAws } from './deployment/aws.ts';
import { outputOf, type SharedDeployment } from './deployment/shared.ts';

const EARLIER_MS = (unfinishedSignUp.waits.seconds + 3600) * 1000;
/** A little more than what an address stays locked. */
export const LOCKED_MS = (unfinishedSignUp.locked.seconds + 60) * 1000;

export const poolOf = ({ outputs }: SharedDeployment): string => outputOf(outputs, 'identity', 'UserPoolId');

/** A person as the user pool has them; nothing where it has nobody of that address. */
export async function signUpOf(deployment: SharedDeployment, email: string) {
  const cognito = new EmulatedAws(deployment).client(CognitoIdentityProvider);
  try {
    const found = await cognito.adminGetUser({ UserPoolId: poolOf(deployment), Username: email });
    const subject = found.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
    return { subject, isLocked: found.Enabled === false };
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

/** Some people alone, as if they had come a week ago: others use the pool too, and Cognito dates nobody back. */
class EarlierSignUps extends SignUpStore {
  private readonly subjects: readonly string[];

  constructor(cognito: CognitoIdentityProvider, poolId: string, subjects: readonly string[]) {
    super(cognito, poolId);
    this.subjects = subjects;
  }

  override async *pages() {
    for await (const page of super.pages())
      yield page
        .filter(({ subject }) => this.subjects.includes(subject))
        .map((signUp) => ({ ...signUp, createdAt: signUp.createdAt - EARLIER_MS }));
  }
}

/** Sweeps these people with the role of the deployed function, at a moment that the function itself could not be told. */
export async function sweepAsDeployed(
  deployment: SharedDeployment,
  subjects: readonly string[],
  now: number,
): Promise<Awaited<ReturnType<typeof sweepNewcomers>>> {
  await using opened = new AsyncDisposableStack();
  const aws = new EmulatedAws(deployment);
  const deployed = opened.adopt(new Deployed(deployment.emulator), (one) => one.close());
  const fn = await deployed.read(await aws.functionNamed('sweep-newcomers'));
  const settings = {
    ...adminClient(deployment.emulator, localRegion),
    credentials: await deployed.credentialsOf(fn),
  };
  const cognito = opened.adopt(new CognitoIdentityProvider(settings), (one) => one.destroy());
  const db = opened.adopt(new DynamoDB(settings), (one) => one.destroy());
  const documents = DynamoDBDocument.from(db);
  return await sweepNewcomers(
    {
      signUps: new EarlierSignUps(cognito, poolOf(deployment), subjects),
      people: new AccountStore(documents, aws.nameOf('accounts')),
      identities: new IdentityStore(documents, aws.nameOf('identities')),
    },
    now,
  );
}

/** Locks a person out, as the sweep or an operator does. */
export const lock = (deployment: SharedDeployment, subject: string): Promise<void> =>
  new SignUpStore(new EmulatedAws(deployment).client(CognitoIdentityProvider), poolOf(deployment)).lock(
    subject,
  );
