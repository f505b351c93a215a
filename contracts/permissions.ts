import { atLeastOne, keysOf } from '../policy/keys-of.ts';

/** What each permission demands of the actor. Scopes of API keys are permissions that allow `apiKey`. */
interface PermissionRule {
  /** An API key may carry it as a scope. */
  readonly apiKey: boolean;
  /** Still allowed while the person restricts processing (C125): reading and leaving, never processing. */
  readonly restricted: boolean;
  /** Still allowed while the account is closing: coming back, or leaving at once. */
  readonly closing: boolean;
}

const processing: PermissionRule = { apiKey: true, restricted: false, closing: false };
const reading: PermissionRule = { apiKey: true, restricted: true, closing: false };
const personal: PermissionRule = { apiKey: false, restricted: true, closing: false };

/** Every permission that a route can demand, apart from `public`, `sign-in` (any session, also before onboarding) and `machine` (a machine's own identity). */
export const permissions = {
  'account:read': reading,
  'account:manage': personal,
  'account:leave': { apiKey: false, restricted: true, closing: true },
  'chat:read': reading,
  'chat:write': processing,
  'chat:delete': reading,
  'credits:read': reading,
  'credentials:read': reading,
  'credentials:write': processing,
  'credentials:delete': reading,
  'machine:read': reading,
  'machine:run': processing,
  'machine:end': reading,
  'runs:read': reading,
  'runs:write': processing,
  'runs:delete': reading,
  'privacy:read': reading,
  'privacy:export': personal,
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissions;
export type RoutePermission = Permission | 'public' | 'sign-in' | 'machine';

/** Permissions that an API key may carry. */
export const scopes = atLeastOne(keysOf(permissions).filter((name) => permissions[name].apiKey));

export const ruleOf = (permission: Permission): PermissionRule => permissions[permission];
