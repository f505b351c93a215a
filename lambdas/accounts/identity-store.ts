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

  /** All sign-ins that lead to an account. */
  async signInsOf(user: UserId): Promise<readonly string[]> {
    const query = {
      IndexName: 'byUser',
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': user },
    };
    const subjects = [];
    for await (const raw of this.queryItems(query)) {
      const found = readItem(identities, identities.item, raw);
      if (found !== undefined) subjects.push(found.subject);
    }
    return subjects;
  }
}

export const openIdentities = (): IdentityStore => openStore(IdentityStore, identities);
