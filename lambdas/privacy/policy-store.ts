import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

type PolicyVersion = ItemOf<typeof policyVersions>;
const listed = z.omit(policyVersions.item, { html: true });

/** The published policy and its versions. */
export class PolicyStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;
  private readonly version: string;

  /** `version`: the one that this deployment runs under. */
  constructor(db: DynamoDBDocumentClient, table: string, version: string) {
    this.db = db;
    this.table = table;
    this.version = version;
  }

  async inForce(): Promise<PolicyVersion | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { document: 'privacy', version: this.version } }),
    );
    return readItem(policyVersions, policyVersions.item, found.Item);
  }

  /** Every version without its text, the newest first. The texts count to what one page of a query may read: 1 MB. */
  async list(): Promise<Omit<PolicyVersion, 'html'>[]> {
    const pages = paginateQuery(
      { client: this.db },
      {
        TableName: this.table,
        KeyConditionExpression: 'document = :document',
        ExpressionAttributeValues: { ':document': 'privacy' },
        ScanIndexForward: false,
      },
    );
    const found = [];
    for await (const { Items = [] } of pages)
      found.push(...Items.flatMap((raw) => readItem(policyVersions, listed, raw) ?? []));
    return found;
  }
}

/** The policy that this deployment runs under. */
export const openPolicies = (): PolicyStore =>
  new PolicyStore(documents, env(policyVersions.env), env('POLICY_VERSION'));

/** Adds a version, once: the same again changes nothing, and a published text is never written over. */
export async function addPolicy(version: PolicyVersion): Promise<'added' | 'conflict'> {
  const put = await conditionally(
    documents.send(
      new PutCommand({
        TableName: env(policyVersions.env),
        Item: plainItem(policyVersions, version),
        ConditionExpression: 'attribute_not_exists(version) OR sha256 = :same',
        ExpressionAttributeValues: { ':same': version.sha256 },
      }),
    ),
  );
  return put.met ? 'added' : 'conflict';
}
