import { routes } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';

type Routes = typeof routes;

/** A route that a browser can call: machines have an API of their own. */
export type RouteId = {
  [Id in keyof Routes]: Routes[Id] extends { api: 'machine' } ? never : Id;
}[keyof Routes];

/** The address of every route. The build puts it as plain data in the place of this file (`plain-addresses.ts`). */
export const addresses: Readonly<Record<RouteId, Pick<Route, 'api' | 'method' | 'path' | 'idempotent'>>> =
  routes;
