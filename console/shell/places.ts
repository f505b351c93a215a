import { offers } from '../config.ts';
import type { IconName } from '../design/icon.tsx';
import type { messages } from './messages.ts';

/** A place that the rail, the bottom bar and the command palette lead to. */
export interface Place {
  readonly href: string;
  readonly label: keyof typeof messages;
  readonly icon: IconName;
  readonly needs?: Parameters<typeof offers>[0];
  /** Has its place in the bottom bar of a phone; the others are under "More". */
  readonly atHand?: true;
}

const all: readonly Place[] = [
  { href: '/chat', label: 'shell.chat', icon: 'message-square', needs: 'chat', atHand: true },
  { href: '/machine', label: 'shell.machine', icon: 'monitor', needs: 'machines', atHand: true },
  { href: '/runs', label: 'shell.runs', icon: 'play', needs: 'runs', atHand: true },
  { href: '/credentials', label: 'shell.credentials', icon: 'key-round', needs: 'credentials' },
  { href: '/privacy', label: 'shell.privacy', icon: 'shield', atHand: true },
  { href: '/settings', label: 'shell.settings', icon: 'sliders-horizontal' },
];

/** The places that this deployment's profile has. */
export const places = (): readonly Place[] =>
  all.filter((place) => place.needs === undefined || offers(place.needs));

/** Where a person lands: the first place of the profile. */
export const home = (): string => places()[0]?.href ?? '/privacy';
