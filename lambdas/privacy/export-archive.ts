import { id as idSchema, type UserId } from '../../contracts/ids.ts';
import type { StoreSpec } from '../../contracts/spec/store.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { Account } from '../accounts/tokens.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { Step } from '../platform/step.ts';
import {
  type ArchiveFacts,
  documentName,
  documentPart,
  type ExportPart,
  isDocumentStore,
  packArchive,
} from './archive.ts';
import type { ExportStore } from './export-store.ts';
import { type InnerStore, isInner, type Keeper, type KeeperOfEach } from './keepers/keeper.ts';
import type { TransferStore } from './transfer-store.ts';

interface ArchiveParts {
  readonly people: Pick<AccountStore, 'find'>;
  readonly exported: Pick<ExportStore, 'find' | 'ready'>;
  readonly transfer: Pick<TransferStore, 'readPart' | 'dropPart' | 'putArchive'>;
  readonly keepers: Pick<KeeperOfEach, InnerStore['kind']>;
  readonly keys: Pick<DataKeys, 'open'>;
  /** What an export is to carry. */
  readonly stores: readonly StoreSpec[];
  readonly operator: Pick<ArchiveFacts, 'product' | 'privacyContact'>;
}

/** The step that opens everything of an account that is exported, and packs it with what others know. */
export const archiveSteps = (parts: ArchiveParts) =>
  ({
    archive: async ({ userId, id }) => {
      const { people, exported, transfer, operator } = parts;
      const exportId = idSchema('export').parse(id);
      const account = await people.find(userId);
      const asked = await exported.find(userId, exportId);
      const isWanted = account !== undefined && account.state !== 'closing' && asked?.state === 'collecting';
      if (isWanted) {
        const now = new Date();
        const facts = { ...operator, userId, exportedAt: now.toISOString() };
        const archive = packArchive(await collectAll(parts, account, id), facts);
        await transfer.putArchive(userId, id, archive);
        await exported.ready(userId, exportId, archive.length, now);
      }
      // Last, so that a retry of this step still finds it; a try that died right after it was ready left it.
      await dropCollected(parts, userId, id);
      return { outcome: isWanted ? 'ready' : 'nothing to do' };
    },
  }) satisfies Record<string, Step>;

/** Everything that an export of an account carries. */
async function collectAll(
  { transfer, keepers, keys, stores }: ArchiveParts,
  account: Account,
  exportId: string,
): Promise<readonly ExportPart[]> {
  const key = await keys.open(account);
  const parts: ExportPart[] = [];
  for (const spec of stores.filter(isDocumentStore))
    parts.push(documentPart(spec, await transfer.readPart(account.userId, exportId, documentName(spec))));
  for (const spec of stores.filter(isInner)) {
    const keeper: Keeper<InnerStore> = keepers[spec.kind];
    const part = await keeper.collect(spec, account, key);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

/** Drops what was put for an export, which carries it now or never will. */
async function dropCollected({ transfer, stores }: ArchiveParts, user: UserId, exportId: string) {
  for (const spec of stores.filter(isDocumentStore))
    await transfer.dropPart(user, exportId, documentName(spec));
}
