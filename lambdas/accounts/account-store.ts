import { accounts } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { openStore, TableStore } from '../platform/dynamo/table.ts';
import type { Account } from './tokens.ts';

export class AccountStore extends TableStore {
  async find(user: UserId): Promise<Account | undefined> {
    const found = await this.getItem({ userId: user });
    return readItem(accounts, accounts.item, found);
  }

  /** Closes an account once: its key epoch rises, so that a cached data key serves it no more. */
  async close(user: UserId, now: Date): Promise<void> {
    await this.change(
      user,
      'closing',
      { ':closedAt': now.toISOString() },
      'SET #state = :to, closedAt = :closedAt, keyEpoch = keyEpoch + :one',
    );
  }

  /** Brings a closing account back, and gives it as it is then; nothing where there is none. */
  async restore(user: UserId): Promise<Account | undefined> {
    await this.change(user, 'active', {}, 'SET #state = :to, keyEpoch = keyEpoch + :one REMOVE closedAt');
    return this.find(user);
  }

  private async change(
    user: UserId,
    to: Account['state'],
    values: Record<string, string>,
    UpdateExpression: string,
  ): Promise<void> {
    await this.updateItem({
      Key: { userId: user },
      UpdateExpression,
      ConditionExpression: 'attribute_exists(userId) AND #state <> :to',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':to': to, ':one': 1, ...values },
    });
  }
}

export const openAccounts = (): AccountStore => openStore(AccountStore, accounts);
