import type { Capability } from '../policy/profile.ts';
import { accountRoutes } from './accounts/routes.ts';
import { billingRoutes } from './billing/routes.ts';
import { chatRoutes } from './chat/routes.ts';
import { credentialRoutes } from './credentials/routes.ts';
import { machineRoutes } from './machines/routes.ts';
import { modelRoutes } from './models/routes.ts';
import { platformRoutes } from './platform/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { runRoutes } from './runs/routes.ts';
import { type ApiId, apiOf, type Route } from './spec/route.ts';

/** Every route of both APIs by its id. */
export const routes = {
  ...platformRoutes,
  ...accountRoutes,
  ...modelRoutes,
  ...chatRoutes,
  ...billingRoutes,
  ...credentialRoutes,
  ...machineRoutes,
  ...runRoutes,
  ...privacyRoutes,
} as const;

export type RouteId = keyof typeof routes;

/** The routes of a profile with these capabilities, on one of the APIs. */
export function routesOf(capabilities: readonly Capability[], api: ApiId): readonly Route[] {
  return (Object.values(routes) as readonly Route[]).filter(
    (route) =>
      (route.capability === undefined || capabilities.includes(route.capability)) && apiOf(route) === api,
  );
}
