import type { UserId } from '../../contracts/ids.ts';
import { rewrapForRecovery } from '../platform/keys/key-recovery.ts';
import { NotYet, type Step } from '../platform/step.ts';
import type { Erasure } from './erasure-store.ts';
import { type ErasureParts, erasableIn, erasureStep, notEmpty, noteCount } from './erasure-work.ts';
import { isDue } from './erasures.ts';

/** The steps that close an account: what lets somebody act goes at once, what can be regretted is hidden. */
export const closingSteps = (parts: ErasureParts) =>
  ({
    close: erasureStep(parts, async (erasure) => close(parts, erasure)),
    'destroy-credentials': erasureStep(parts, async (erasure) => destroyCredentials(parts, erasure)),
    'machine-gone': erasureStep(parts, async (erasure) => {
      const ending = erasableIn(parts).filter(({ privacy }) => privacy.endedBy !== undefined);
      if ((await notEmpty(parts, ending, erasure)).length > 0)
        throw new NotYet('the machine is not gone yet');
      return undefined;
    }),
    'hide-content': erasureStep(parts, async (erasure) => hideContent(parts, erasure)),
  }) satisfies Record<string, Step>;

async function close({ people, sessions, audit }: ErasureParts, { userId, erasureId }: Erasure) {
  await people.close(userId, new Date());
  await audit.append(userId, { action: 'account.closed', by: 'you', of: erasureId }, { once: true });
  await endOlderTokens(sessions, userId);
  return undefined;
}

/** Ends every token from before the close; who signs in since has one that knows of it. */
async function endOlderTokens(sessions: ErasureParts['sessions'], user: UserId): Promise<void> {
  for (const { tokenHash, accountState } of await sessions.listByUser(user))
    if (accountState !== 'closing') await sessions.delete(tokenHash);
}

/** Then counts the rest: nothing is added to a closed account, and the next step ends its machine. */
async function destroyCredentials(parts: ErasureParts, erasure: Erasure): Promise<undefined> {
  const stores = erasableIn(parts);
  for (const store of stores.filter(({ privacy }) => privacy.atOnce)) {
    await noteCount(parts, store, erasure);
    await parts.keepers.empty(store, erasure);
  }
  await parts.erasures.noteKey(erasure.userId, 'credentials', new Date());
  for (const store of stores) await noteCount(parts, store, erasure);
}

async function hideContent(parts: ErasureParts, erasure: Erasure): Promise<string> {
  const { people, sessions, erasures, recovery } = parts;
  const { userId } = erasure;
  if (isDue(erasure, Date.now()))
    return (await erasures.move(userId, 'erasing')) === 'moved' ? 'due' : 'waiting';
  // Again: the index by account lags, and a session that was made while the account closed was not in it yet.
  await endOlderTokens(sessions, userId);
  const account = await people.find(userId);
  if (account !== undefined) await rewrapForRecovery(recovery, userId, account.keyEpoch);
  await erasures.move(userId, 'waiting');
  return 'waiting';
}
