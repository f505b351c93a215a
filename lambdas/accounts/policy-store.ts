import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { policyVersions } from '../../contracts/privacy.ts';
import { readItem } from '../platform/dynamo/items.ts';
import type { PolicyInForce } from './onboarding.ts';

/** The published policy, as far as accepting it needs it. */
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

  async inForce(): Promise<PolicyInForce | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { document: 'privacy', version: this.version } }),
    );
    return readItem(policyVersions, policyVersions.item.pick({ version: true, sha256: true }), found.Item);
  }
}
