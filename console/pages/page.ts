import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Capability } from '../../policy/profile.ts';
import type { Answer } from '../api/calls.ts';
import type { IconName } from '../design/icon.tsx';

interface Command {
  readonly label: () => string;
  readonly icon: IconName;
}

/** How the frame leads to a page. The command palette names all places. */
export interface PlaceSpec extends Command {
  /** From top to bottom; a person lands on the first one of the profile. */
  readonly order: number;
  /**
   * Its way on a wide and on a narrow screen: the rail and the bottom bar, the rail and "More", or the balance and "More".
   */
  readonly way: 'at-hand' | 'rail' | 'balance';
  /** What begins there, by name in the command palette and by its key from anywhere. */
  readonly act?: Command & { readonly key?: string };
}

interface PageSpec {
  /** `*` where a stage of the account leaves nothing else to see. */
  readonly path: string;
  /** Who sees it: everybody, or people whose account is at this stage, which is `ready` where nothing is said. */
  readonly audience?: 'everybody' | Answer<'readSession'>['stage'];
  /** What the profile must have for it. */
  readonly needs?: Capability;
  readonly place?: PlaceSpec;
  /** Brings the view when the page is opened. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** A page as the shell takes it. */
export interface Page extends PageSpec {
  readonly audience: NonNullable<PageSpec['audience']>;
  /** Its path without parameters. */
  readonly href: string;
  readonly view: LazyExoticComponent<ComponentType>;
}

export const definePage = (spec: PageSpec): Page => ({
  audience: 'ready',
  ...spec,
  href: spec.path.split('/:')[0] ?? '/',
  view: lazy(spec.load),
});
