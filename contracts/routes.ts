import type { Capability } from '../policy/profile.ts';
import { accountRoutes } from './account-routes.ts';
import { billingRoutes } from './billing.ts';
import { chatRoutes } from './chat-routes.ts';
import { credentialRoutes } from './credentials.ts';
import { machineRoutes } from './machines.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { runRoutes } from './runs.ts';
import type { Route } from './spec/route.ts';

/** Every route of both APIs by its id. */
export const routes = {
  ...accountRoutes,
  ...chatRoutes,
  ...billingRoutes,
  ...credentialRoutes,
  ...machineRoutes,
  ...runRoutes,
  ...privacyRoutes,
} as const;

export type RouteId = keyof typeof routes;

/** The routes of a profile with these capabilities, on one of the two APIs. */
export function routesOf(capabilities: readonly Capability[], api: 'public' | 'machine'): readonly Route[] {
  return (Object.values(routes) as readonly Route[]).filter(
    (route) =>
      (route.capability === undefined || capabilities.includes(route.capability)) &&
      route.path.startsWith('/vm/') === (api === 'machine'),
  );
}
