import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { credentials } from '../../contracts/credentials.ts';
import type { Id, UserId } from '../../contracts/ids.ts';
import { conditionally, readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import { Problem } from '../platform/http/problem.ts';
import { type DataKey, sealItem } from '../platform/keys/sealed-items.ts';
import { type Credential, type CredentialView, checkRoom } from './credentials.ts';

/** Reads never fetch the value: no projection names it, so it does not even enter the function's memory. */
const readable = credentials.item.omit({ value: true });
const projection = {
  ProjectionExpression: '#userId, #credentialId, #label, #createdAt, #replacedAt',
  ExpressionAttributeNames: Object.fromEntries(Object.keys(readable.shape).map((name) => [`#${name}`, name])),
};

/** The vault of credentials, sealed with the account's credential key. */
export class CredentialStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  async list(user: UserId, page: PageRequest): Promise<{ items: CredentialView[]; next?: string }> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: '#userId = :user',
      ExpressionAttributeValues: { ':user': user },
      ...projection,
    };
    const found = await queryPage(
      this.db,
      query,
      { partition: { userId: user }, sort: 'credentialId' },
      page,
    );
    return { ...found, items: found.items.map(view).filter((item) => item !== undefined) };
  }

  async find(user: UserId, credentialId: Id<'credential'>): Promise<CredentialView | undefined> {
    const found = await this.db.send(
      new GetCommand({
        TableName: this.table,
        Key: { userId: user, credentialId },
        ConsistentRead: true,
        ...projection,
      }),
    );
    return view(found.Item);
  }

  /** Stores a new credential; one that is there already, from a first attempt, stays as it is. */
  async add(key: DataKey, credential: Credential): Promise<CredentialView> {
    checkRoom(await this.count(credential.userId));
    const put = await conditionally(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: sealItem(credentials, key, credential),
          ConditionExpression: 'attribute_not_exists(credentialId)',
        }),
      ),
    );
    const there = put.met ? undefined : await this.find(credential.userId, credential.credentialId);
    return there ?? viewOf(credential);
  }

  /** Writes a new value. Throws `not_found` when it was deleted in the meantime. */
  async replace(key: DataKey, credential: Credential): Promise<CredentialView> {
    const put = await conditionally(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: sealItem(credentials, key, credential),
          ConditionExpression: 'attribute_exists(credentialId)',
        }),
      ),
    );
    if (!put.met) throw new Problem('not_found');
    return viewOf(credential);
  }

  /** Throws `not_found` where there is nothing to delete. */
  async delete(user: UserId, credentialId: Id<'credential'>): Promise<void> {
    const gone = await conditionally(
      this.db.send(
        new DeleteCommand({
          TableName: this.table,
          Key: { userId: user, credentialId },
          ConditionExpression: 'attribute_exists(credentialId)',
        }),
      ),
    );
    if (!gone.met) throw new Problem('not_found');
  }

  private async count(user: UserId): Promise<number> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        Select: 'COUNT',
      }),
    );
    return found.Count ?? 0;
  }
}

const viewOf = ({ userId: _user, value: _value, ...rest }: Credential): CredentialView => rest;

function view(raw: Record<string, unknown> | undefined): CredentialView | undefined {
  const item = readItem(credentials, readable, raw);
  if (item === undefined) return undefined;
  const { userId: _user, ...rest } = item;
  return rest;
}
