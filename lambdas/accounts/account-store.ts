import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { accounts } from '../../contracts/accounts.ts';
import { id, type UserId } from '../../contracts/ids.ts';
import { readItem } from '../platform/dynamo/items.ts';
import type { Account } from './tokens.ts';


/** Accounts. */
export class AccountStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly tables: { readonly accounts: string; readonly identities: string };

  constructor(db: DynamoDBDocumentClient, tables: { readonly accounts: string; readonly identities: string }) {
    this.db = db;
    this.tables = tables;
  }

  async find(user: UserId): Promise<Account | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.tables.accounts, Key: { userId: user }, ConsistentRead: true }),
    );
    return readItem(accounts, accounts.item, found.Item);
  }

  /** By the identity service's id; never by address. */
  async findBySubject(subject: string): Promise<Account | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.tables.identities, Key: { subject }, ConsistentRead: true }),
    );
    const user = id('account').safeParse(found.Item?.['userId']);
    return user.success ? this.find(user.data) : undefined;
  }
}
