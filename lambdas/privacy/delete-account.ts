import { accounts } from '../../contracts/accounts/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import type { Step } from '../platform/step.ts';
import { countObjects, deleteObjects, deletePerson } from './elsewhere-store.ts';
import { during, type ErasureParts, emptiedFirst, empty } from './erasure-work.ts';

/** The steps that delete an account from every store; what others are found by goes last. */
export const deletingSteps = (parts: ErasureParts) =>
  ({
    'delete-stores': during(parts, async (erasure) => {
      for (const spec of emptiedFirst(parts)) await empty(parts, spec, erasure);
      return undefined;
    }),
    'delete-objects': during(parts, async ({ userId }) => {
      await parts.erasures.note(userId, 'transfer', await countObjects(userId));
      await deleteObjects(userId);
      return undefined;
    }),
    'destroy-content': during(parts, async (erasure) => {
      await empty(parts, contentKeys, erasure);
      await parts.erasures.noteKey(erasure.userId, 'content', new Date());
      return undefined;
    }),
    'delete-identity': during(parts, async (erasure) => {
      if (erasure.subject !== undefined) await deletePerson(erasure.subject);
      await parts.erasures.note(erasure.userId, 'user-pool', 1);
      await empty(parts, accounts, erasure);
      return undefined;
    }),
  }) satisfies Record<string, Step>;
