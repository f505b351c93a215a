import type { AccountStore } from '../accounts/account-store.ts';
import type { TokenStore } from '../accounts/token-store.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import { createDataKey, type KeyWrapping } from '../platform/keys/data-keys.ts';
import { type RecoveryWrapping, rewrapFromRecovery } from '../platform/keys/key-recovery.ts';
import type { Step } from '../platform/step.ts';
import type { ErasureStore } from './erasure-store.ts';

interface RestoreParts {
  readonly people: Pick<AccountStore, 'restore'>;
  readonly sessions: Pick<TokenStore, 'follow'>;
  readonly erasures: Pick<ErasureStore, 'find' | 'forget'>;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly recovery: RecoveryWrapping;
  readonly credentialKeys: KeyWrapping;
}

/** The step that brings a closed account back. */
export const restoringSteps = (parts: RestoreParts) =>
  ({
    /** Account, keys, sessions, and last the erasure's own record: killed anywhere, the next try does the rest. */
    restore: async ({ userId }) => {
      const { people, sessions, erasures, audit, recovery, credentialKeys } = parts;
      const erasure = await erasures.find(userId);
      if (erasure?.state !== 'restoring') return { outcome: 'nothing to do' };
      const account = await people.restore(userId);
      if (account === undefined) return { outcome: 'gone' };
      await rewrapFromRecovery(recovery, userId, account.keyEpoch);
      // The old credentials are gone for good; new ones need a new key.
      await createDataKey(credentialKeys, account, new Date());
      const restored = { action: 'account.restored', by: 'you', of: erasure.erasureId } as const;
      await audit.append(userId, restored, { once: true });
      await sessions.follow(account);
      await erasures.forget(userId);
      return { outcome: 'restored' };
    },
  }) satisfies Record<string, Step>;
