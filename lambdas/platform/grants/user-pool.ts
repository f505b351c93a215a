type UserPoolAction =
  | 'AdminListUserAuthEvents'
  | 'AdminDeleteUser'
  | 'AdminDisableUser'
  | 'AdminEnableUser'
  | 'AdminUserGlobalSignOut'
  | 'ListUsers';

/** Actions on the people of the user pool. */
export const userPool = (...actions: UserPoolAction[]) => ({ to: 'user-pool', actions }) as const;
