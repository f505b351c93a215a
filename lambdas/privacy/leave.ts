import type { privacyRoutes } from '../../contracts/privacy/routes.ts';
import type { Profile } from '../../policy/profile.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { IdentityStore } from '../accounts/identity-store.ts';
import { env } from '../platform/env.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import { startOnce } from '../platform/start-once.ts';
import type { ErasureStore } from './erasure-store.ts';
import { checkRestorable, newErasure, roundOf } from './erasures.ts';

/** What leaving and coming back need. */
export interface LeavingParts {
  readonly profile: Profile;
  readonly people: Pick<AccountStore, 'find'>;
  readonly identities: Pick<IdentityStore, 'signInsOf'>;
  readonly erasures: Pick<ErasureStore, 'add' | 'find' | 'hasten' | 'move'>;
  readonly workflows: Parameters<typeof startOnce>[0];
}

/**
 * Closes the account. Asked again, the erasure of the first time stands; without recovery now, its window ends now.
 * Throws `conflict` while the account is coming back: the erasure is taken back then, and with it the new wish.
 */
export async function closeAccount(
  { profile, people, identities, erasures, workflows }: LeavingParts,
  { actor, body, now }: Call<typeof privacyRoutes.closeAccount>,
) {
  const account = await people.find(actor.userId);
  if (account === undefined) throw new Problem('not_found');
  const wanted = newErasure(account, body.recovery, profile, now, await identities.signInsOf(actor.userId));
  const first = await erasures.add(wanted);
  const dueAt = body.recovery ? first.dueAt : Math.min(first.dueAt, wanted.dueAt);
  const hastened = dueAt < first.dueAt ? await erasures.hasten(actor.userId, dueAt) : 'moved';
  if (first.state === 'restoring' || hastened === 'conflict')
    throw new Problem('conflict', 'It is just coming back. Try again in a minute.');
  const { erasureId, receiptId } = first;
  const work = { userId: actor.userId, id: erasureId };
  await startOnce(workflows, env('ERASE_WORKFLOW'), work, roundOf({ dueAt }, now));
  return { erasureId, receiptId, dueAt: new Date(dueAt * 1000).toISOString() };
}

/** Takes a closing back while its window is open. Throws `too_late` afterwards. */
export async function restoreAccount(
  { erasures, workflows }: LeavingParts,
  { actor, now }: Call<typeof privacyRoutes.restoreAccount>,
) {
  const erasure = await erasures.find(actor.userId);
  checkRestorable(erasure, now);
  if (erasure === undefined || (await erasures.move(actor.userId, 'restoring')) === 'conflict')
    throw new Problem('too_late');
  const { erasureId } = erasure;
  await startOnce(workflows, env('RESTORE_WORKFLOW'), { userId: actor.userId, id: erasureId });
  return { state: 'restoring' as const };
}
