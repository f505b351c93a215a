import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tokens } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { setting } from '../platform/dynamo/expressions.ts';
import { plainItem, readItem } from '../platform/dynamo/items.ts';
import { openStore, TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type Account, holder, type Token } from './tokens.ts';

export class TokenStore extends TableStore {
  async put(token: Token): Promise<void> {
    await this.db.send(new PutCommand(this.putting(token)));
  }

  /** The write of a new token, for a transaction. */
  adding(token: Token): TransactItem {
    return { Put: this.putting(token) };
  }

  /** All tokens of an account that have not expired. */
  async listByUser(user: UserId): Promise<Token[]> {
    const items = this.queryItems({
      IndexName: 'byUser',
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': user },
    });
    const found: Token[] = [];
    for await (const raw of items) {
      const token = readItem(tokens, tokens.item, raw);
      if (token !== undefined) found.push(token);
    }
    return found;
  }

  /** Ends a token at once. Ending it twice is the same. */
  async delete(tokenHash: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { tokenHash } }));
  }

  /** The write that ends a token which has not ended yet, for a transaction. */
  deleting(tokenHash: string): TransactItem {
    const ConditionExpression = 'attribute_exists(tokenHash)';
    return { Delete: { TableName: this.table, Key: { tokenHash }, ConditionExpression } };
  }

  /** Repeats an account's new state in its tokens. */
  async follow(account: Account): Promise<void> {
    const { accountState, keyEpoch, plan } = holder(account);
    for (const token of await this.listByUser(account.userId)) {
      await this.updateItem({
        Key: { tokenHash: token.tokenHash },
        ...setting({ accountState, keyEpoch, plan }),
        // Revoked in the meantime: it must not come back as a stump.
        ConditionExpression: 'attribute_exists(tokenHash)',
      });
    }
  }

  private putting(token: Token) {
    return { TableName: this.table, Item: plainItem(tokens, token) };
  }
}

export const openTokens = (): TokenStore => openStore(TokenStore, tokens);
