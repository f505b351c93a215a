type UserPoolAction =
  | 'AdminListUserAuthEvents'
  | 'AdminDeleteUser'
  | 'AdminDisableUser'
  | 'AdminEnableUser'
  | 'AdminUserGlobalSignOut'
  | 'ListUsers';

export const userPool = (...actions: UserPoolAction[]) => ({ to: 'user-pool', actions }) as const;
