import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { offers } from '../config.ts';
import { route as credits } from './billing/route.ts';
import { route as chat } from './chat/route.ts';
import { route as credentials } from './credentials/route.ts';
import { route as machine } from './machines/route.ts';
import { route as policy } from './policy/route.ts';
import { route as privacy } from './privacy/route.ts';
import { route as receipt } from './receipt/route.ts';
import { route as runs } from './runs/route.ts';
import { route as settings } from './settings/route.ts';
import { route as welcome } from './welcome/route.ts';

/** A page: its address, what the profile must have for it, and its view, which loads when it is opened. */
interface PageRoute {
  readonly path: string;
  readonly needs?: Parameters<typeof offers>[0];
  readonly load: () => Promise<{ default: ComponentType }>;
}
type Page = PageRoute & { readonly view: LazyExoticComponent<ComponentType> };

const pageOf = (route: PageRoute): Page => ({ ...route, view: lazy(route.load) });

/** Pages inside the frame, for people with an account. */
export const pages: readonly Page[] = [chat, machine, runs, credentials, credits, privacy, settings].map(
  pageOf,
);

/** Pages for everybody. */
export const publicPages: readonly Page[] = [welcome, policy, receipt].map(pageOf);

const firstPart = (path: string): string | undefined => path.split('/')[1];

/** The page that an address names, whoever may see it. */
export const pageAt = (address: string): Page | undefined =>
  [...pages, ...publicPages].find(({ path }) => firstPart(path) === firstPart(address));
