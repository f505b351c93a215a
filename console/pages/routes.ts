import type { ComponentType, LazyExoticComponent } from 'react';
import type { offers } from '../config.ts';
import { route as chat } from './chat/route.ts';
import { route as credentials } from './credentials/route.ts';
import { route as credits } from './credits/route.ts';
import { route as machine } from './machine/route.ts';
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
  readonly view: LazyExoticComponent<ComponentType>;
}

/** Pages inside the frame, for people with an account. */
export const pages: readonly PageRoute[] = [chat, machine, runs, credentials, credits, privacy, settings];

/** Pages for everybody. */
export const publicPages: readonly PageRoute[] = [welcome, policy, receipt];
