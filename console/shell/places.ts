import type { PlaceSpec } from '../pages/page.ts';
import { offeredPages } from '../pages/routes.ts';

export interface Place extends PlaceSpec {
  readonly href: string;
}

/** The places that this deployment's profile has, in their order. */
export const places = (): readonly Place[] =>
  offeredPages()
    .flatMap(({ href, place }) => (place ? [{ href, ...place }] : []))
    .toSorted((one, other) => one.order - other.order);

/** Where a person lands: the first place of the profile. */
export const home = (): string => places()[0]?.href ?? '/privacy';
