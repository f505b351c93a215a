import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { credentials } from '../../contracts/credentials/stores.ts';
import type { Id, UserId } from '../../contracts/ids.ts';
import { readItem } from '../platform/dynamo/items.ts';
import type { PageRequest } from '../platform/dynamo/page.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type DataKey, sealItem } from '../platform/keys/sealed-items.ts';
import type { Credential, CredentialView } from './credentials.ts';

/** Reads never fetch the value: no projection names it, so it does not even enter the function's memory. */
const readable = z.omit(credentials.item, { value: true });
const projection = {
  ProjectionExpression: '#userId, #credentialId, #label, #createdAt, #replacedAt',
  ExpressionAttributeNames: Object.fromEntries(Object.keys(readable.shape).map((name) => [`#${name}`, name])),
};

/** The vault of credentials, sealed with the account's credential key. */
export class CredentialStore extends TableStore {
  async list(user: UserId, page: PageRequest): Promise<{ items: CredentialView[]; next?: string }> {
    const found = await this.pageOf(user, 'credentialId', page, projection);
    return { ...found, items: found.items.map(view).filter((item) => item !== undefined) };
  }

  async find(user: UserId, credentialId: Id<'credential'>): Promise<CredentialView | undefined> {
    return view(await this.getItem({ userId: user, credentialId }, projection));
  }

  /** The write of a new credential, for a transaction; one that is there already, from a first attempt, stays as it is. */
  adding(key: DataKey, credential: Credential): TransactItem {
    return {
      Put: { ...this.sealed(key, credential), ConditionExpression: 'attribute_not_exists(credentialId)' },
    };
  }

  /** The write of a new value where one is, for a transaction. */
  replacing(key: DataKey, credential: Credential): TransactItem {
    return {
      Put: { ...this.sealed(key, credential), ConditionExpression: 'attribute_exists(credentialId)' },
    };
  }

  /** The removal of what is there, for a transaction. */
  deleting(userId: UserId, credentialId: Id<'credential'>): TransactItem {
    const ConditionExpression = 'attribute_exists(credentialId)';
    return { Delete: { TableName: this.table, Key: { userId, credentialId }, ConditionExpression } };
  }

  /** Page by page: values count to what one page of a query may read, and a hundred long ones are more than its 1 MB. */
  async count(user: UserId): Promise<number> {
    const pages = paginateQuery(
      { client: this.db },
      {
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        Select: 'COUNT',
      },
    );
    let count = 0;
    for await (const page of pages) count += page.Count ?? 0;
    return count;
  }

  private sealed(key: DataKey, credential: Credential) {
    return { TableName: this.table, Item: sealItem(credentials, key, credential) };
  }
}

function view(raw: Record<string, unknown> | undefined): CredentialView | undefined {
  const item = readItem(credentials, readable, raw);
  if (item === undefined) return undefined;
  const { userId: _user, ...rest } = item;
  return rest;
}
