import type { UserId } from '../../contracts/ids.ts';
import type { StoreSpec } from '../../contracts/spec/store.ts';
import type { Account } from '../accounts/tokens.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import {
  type DocumentStore,
  documentName,
  documentPart,
  type ExportPart,
  isDocumentStore,
} from './archive.ts';
import { type InnerStore, isInner, type Keeper, type KeeperOfEach } from './keepers/keeper.ts';
import type { TransferStore } from './transfer-store.ts';

/** What collects for an export, and the stores that it is to carry. */
interface Collecting {
  readonly transfer: TransferStore;
  readonly stores: readonly StoreSpec[];
}

/** Puts what is known outside of the isolated network where the function in it finds it. */
export async function collectElsewhere(
  { transfer, keepers, stores }: Collecting & { readonly keepers: Pick<KeeperOfEach, DocumentStore['kind']> },
  account: Account,
  exportId: string,
): Promise<'gone' | 'collected'> {
  for (const spec of stores.filter(isDocumentStore)) {
    const keeper: Keeper<DocumentStore> = keepers[spec.kind];
    const part = await keeper.collect(spec, account);
    if (part === undefined || !('document' in part)) return 'gone';
    await transfer.putPart(account.userId, exportId, documentName(spec), part.document);
  }
  return 'collected';
}

/** Everything that an export of an account carries. */
export async function collectAll(
  { transfer, keepers, stores }: Collecting & { readonly keepers: Pick<KeeperOfEach, InnerStore['kind']> },
  account: Account,
  exportId: string,
  key: DataKey,
): Promise<readonly ExportPart[]> {
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

/** Drops what was put for an export, which it carries now or never will. */
export async function dropCollected(
  { transfer, stores }: Collecting,
  userId: UserId,
  exportId: string,
): Promise<void> {
  for (const spec of stores.filter(isDocumentStore))
    await transfer.dropPart(userId, exportId, documentName(spec));
}
