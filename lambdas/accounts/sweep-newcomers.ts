import { unfinishedSignUp } from '../../policy/retention.ts';
import { log } from '../platform/observe.ts';
import type { AccountStore } from './account-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { SignUp, SignUpStore } from './sign-up-store.ts';

const { waits, locked } = unfinishedSignUp;
const WAITS_MS = waits.seconds * 1000;
const LOCKED_MS = locked.seconds * 1000;
/** Between looking for an account and the lock lies less than the longest run of a function. */
const RUN_MS = 15 * 60 * 1000;

/** What the platform knows of a person of the identity service: no account, or one and when it was opened. */
export type Holding = 'no account' | { readonly openedAt: number | undefined };

/** Locked by the sweep: an address of that age, whose account came about while it was being locked, or later. */
const isOurLock = ({ createdAt, changedAt }: SignUp, openedAt: number | undefined): boolean =>
  openedAt !== undefined && changedAt - createdAt >= WAITS_MS && openedAt >= changedAt - RUN_MS;

/** Whether a person is here for long enough to be looked at. */
const isOld = ({ createdAt }: SignUp, now: number): boolean => now - createdAt >= WAITS_MS;

/**
 * What becomes of a person of the identity service. An address without an account is locked first: nobody signs in
 * with it any more, and who has signed in just now has long onboarded, or can no more, when it is deleted. A lock on
 * the address of an account is the operator's and stays, unless it can only be the sweep's own.
 */
export function fateOf(
  signUp: SignUp,
  holding: Holding,
  now: number,
): 'stays' | 'locked' | 'unlocked' | 'deleted' {
  if (!isOld(signUp, now)) return 'stays';
  if (holding !== 'no account')
    return signUp.isLocked && isOurLock(signUp, holding.openedAt) ? 'unlocked' : 'stays';
  if (!signUp.isLocked) return 'locked';
  return now - signUp.changedAt >= LOCKED_MS ? 'deleted' : 'stays';
}

export interface SweepParts {
  readonly signUps: Pick<SignUpStore, 'pages' | 'lock' | 'unlock' | 'delete'>;
  readonly people: Pick<AccountStore, 'find'>;
  readonly identities: Pick<IdentityStore, 'ownerOf'>;
}

/**
 * Takes addresses out of the identity service with which nobody opened an account, and says how many it locked, unlocked
 * and deleted. Each is decided afresh from what is there, by one call, so a run that is killed leaves nothing half done.
 */
export async function sweepNewcomers(parts: SweepParts, now: number) {
  const { signUps } = parts;
  const done = { locked: 0, unlocked: 0, deleted: 0 };
  for await (const page of signUps.pages()) {
    const old = page.filter((signUp) => isOld(signUp, now));
    const looked = await Promise.all(
      old.map(async (signUp) => ({ signUp, holding: await holdingOf(parts, signUp) })),
    );
    // One after the other: Cognito takes some 30 of these a second.
    for (const { signUp, holding } of looked) {
      const fate = fateOf(signUp, holding, now);
      if (fate === 'stays') continue;
      await acts[fate](signUps, signUp.name);
      done[fate] += 1;
    }
  }
  log('info', 'newcomers locked', { count: done.locked });
  log('info', 'newcomers unlocked', { count: done.unlocked });
  log('info', 'newcomers deleted', { count: done.deleted });
  return done;
}

const acts = {
  locked: (signUps: SweepParts['signUps'], name: string) => signUps.lock(name),
  unlocked: (signUps: SweepParts['signUps'], name: string) => signUps.unlock(name),
  deleted: (signUps: SweepParts['signUps'], name: string) => signUps.delete(name),
};

/** The link from the sign-in decides alone: where it leads to no account, something is wrong, and nobody is deleted for it. */
export async function holdingOf(
  { people, identities }: Pick<SweepParts, 'people' | 'identities'>,
  { subject, isLocked }: SignUp,
): Promise<Holding> {
  const owner = await identities.ownerOf(subject);
  if (owner === undefined) return 'no account';
  // Only a lock makes the account's age matter.
  const account = isLocked ? await people.find(owner) : undefined;
  return { openedAt: account && Date.parse(account.createdAt) };
}
