import { identities } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import { env } from '../platform/env.ts';

/** Which account a sign-in leads to: by the identity service's id, never by address. */
export class IdentityStore extends TableStore {
  /** Whose the sign-in is. Throws on a link that cannot be read: it must not pass for none. */
  async ownerOf(subject: string): Promise<UserId | undefined> {
    const found = await this.getItem({ subject });
    return readItem(identities, identities.item, found)?.userId;
  }
}

/** The sign-ins of this deployment. */
export const openIdentities = (): IdentityStore => new IdentityStore(documents, env(identities.env));
