import { identities } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { openStore, TableStore } from '../platform/dynamo/table.ts';

/** Which account a sign-in leads to: by the identity service's id, never by address. */
export class IdentityStore extends TableStore {
  /** Whose the sign-in is. Throws on a link that cannot be read: it must not pass for none. */
  async ownerOf(subject: string): Promise<UserId | undefined> {
    const found = await this.getItem({ subject });
    return readItem(identities, identities.item, found)?.userId;
  }
}

export const openIdentities = (): IdentityStore => openStore(IdentityStore, identities);
