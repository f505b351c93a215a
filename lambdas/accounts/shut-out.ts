import { log } from '../platform/observe.ts';
import { endOne, type TokenDesk } from './own-tokens.ts';
import type { SignUpStore } from './sign-up-store.ts';
import { fateOf, holdingOf, type SweepParts } from './sweep-newcomers.ts';

/** What is looked through, and where sessions and keys end. */
export interface ShutOutParts extends Pick<SweepParts, 'people' | 'identities'>, TokenDesk {
  readonly signUps: Pick<SignUpStore, 'pages'>;
}

/**
 * Ends the sessions and keys of everybody who is locked at the identity service, and says how many. A lock that can only be
 * the sweep's own, on somebody who opened an account while it was set, is no word of an operator's; the sweep takes it back.
 */
export async function shutOut(parts: ShutOutParts, now: number): Promise<number> {
  const { signUps, identities, store } = parts;
  let ended = 0;
  for await (const page of signUps.pages('locked')) {
    for (const signUp of page) {
      const owner = await identities.ownerOf(signUp.subject);
      if (owner === undefined) continue;
      if (fateOf(signUp, await holdingOf(parts, signUp), now) === 'unlocked') continue;
      for (const token of await store.listByUser(owner)) {
        await endOne(parts, owner, token, 'platform');
        ended += 1;
      }
    }
  }
  log('info', 'tokens of locked people ended', { count: ended });
  return ended;
}
