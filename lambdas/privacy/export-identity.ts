import type { StoreSpec } from '../../contracts/spec/store.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { Step } from '../platform/step.ts';
import { type DocumentStore, documentName, isDocumentStore } from './archive.ts';
import type { Keeper, KeeperOfEach } from './keepers/keeper.ts';
import type { TransferStore } from './transfer-store.ts';

interface IdentityParts {
  readonly people: Pick<AccountStore, 'find'>;
  readonly transfer: Pick<TransferStore, 'putPart'>;
  readonly keepers: Pick<KeeperOfEach, DocumentStore['kind']>;
  /** What an export is to carry. */
  readonly stores: readonly StoreSpec[];
}

/** The step that puts what is known outside of the isolated network where the function in it finds it. */
export const identitySteps = ({ people, transfer, keepers, stores }: IdentityParts) =>
  ({
    identity: async ({ userId, id }) => {
      const account = await people.find(userId);
      if (account === undefined || account.state === 'closing') return { outcome: 'gone' };
      for (const spec of stores.filter(isDocumentStore)) {
        const keeper: Keeper<DocumentStore> = keepers[spec.kind];
        const part = await keeper.collect(spec, { ...account, subjects: [account.subject] });
        if (part === undefined || !('document' in part)) return { outcome: 'gone' };
        await transfer.putPart(userId, id, documentName(spec), part.document);
      }
      return { outcome: 'collected' };
    },
  }) satisfies Record<string, Step>;
