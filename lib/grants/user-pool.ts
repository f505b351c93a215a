import { allow, type Permit } from './permit.ts';

export const userPool: Permit<'user-pool'> = ({ actions }, { platform }) => {
  const { userPoolArn, userPoolId } = platform.identity.pool;
  return {
    statements: allow('cognito-idp', actions, [userPoolArn]),
    environment: { USER_POOL_ID: userPoolId },
  };
};
