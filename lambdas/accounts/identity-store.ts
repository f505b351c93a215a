import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { identities } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

/** Which account a sign-in leads to: by the identity service's id, never by address. */
export class IdentityStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** Whose the sign-in is. Throws on a link that cannot be read: it must not pass for none. */
  async ownerOf(subject: string): Promise<UserId | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { subject }, ConsistentRead: true }),
    );
    return readItem(identities, identities.item, found.Item)?.userId;
  }

  /** All sign-ins that lead to an account. */
  async signInsOf(user: UserId): Promise<readonly string[]> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        IndexName: 'byUser',
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
      }),
    );
    return (found.Items ?? []).flatMap((raw) => readItem(identities, identities.item, raw)?.subject ?? []);
  }
}

/** The sign-ins of this deployment. */
export const openIdentities = (): IdentityStore => new IdentityStore(documents, env(identities.env));
