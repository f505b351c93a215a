import { type RouteId, routes } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';

/** What a request must know of its route. */
type Address = Pick<Route, 'method' | 'path' | 'idempotent'>;

/** The address of every route. The build puts it as plain data in the place of this file (`plain-addresses.ts`). */
export const addresses: Readonly<Record<RouteId, Address>> = routes;
