type UserPoolAction =
  | 'AdminGetUser'
  | 'AdminListUserAuthEvents'
  | 'AdminDeleteUser'
  | 'AdminDisableUser'
  | 'AdminEnableUser'
  | 'AdminUserGlobalSignOut'
  | 'ListUsers';

export const userPool = (...actions: UserPoolAction[]) => ({ to: 'user-pool', actions }) as const;
