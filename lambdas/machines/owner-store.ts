import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { accounts } from '../../contracts/accounts/stores.ts';
import { id, type UserId } from '../../contracts/ids.ts';
import { machines } from '../../contracts/machines/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { type Grant, index, table } from '../platform/function.ts';
import { Problem } from '../platform/http/problem.ts';

type Account = ItemOf<typeof accounts>;

/** What a function of the machines' API needs to know whose machine calls. */
export const knowingOwners: readonly Grant[] = [index(machines, 'byInstance'), table(accounts, 'GetItem')];

/** From the instance that signed a request to the account that it belongs to. */
export class MachineOwners {
  private readonly db: DynamoDBDocumentClient;
  private readonly tables: { readonly machines: string; readonly accounts: string };

  constructor(db: DynamoDBDocumentClient, tables: MachineOwners['tables']) {
    this.db = db;
    this.tables = tables;
  }

  /** The owner, who must be active: work in the name of a restricted or closing account stops here. */
  async of(instanceId: string | undefined): Promise<Account> {
    const account = await this.accountOf(await this.userOf(instanceId));
    if (account === undefined) throw new Problem('forbidden', 'This machine belongs to nobody.');
    if (account.state === 'closing') throw new Problem('account_closing');
    if (account.state === 'restricted') throw new Problem('account_restricted');
    return account;
  }

  private async userOf(instanceId: string | undefined): Promise<UserId | undefined> {
    if (instanceId === undefined) return undefined;
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.tables.machines,
        IndexName: 'byInstance',
        KeyConditionExpression: 'instanceId = :instance',
        ExpressionAttributeValues: { ':instance': instanceId },
        Limit: 1,
      }),
    );
    return id('account').safeParse(found.Items?.[0]?.['userId']).data;
  }

  private async accountOf(user: UserId | undefined): Promise<Account | undefined> {
    if (user === undefined) return undefined;
    const found = await this.db.send(
      new GetCommand({ TableName: this.tables.accounts, Key: { userId: user }, ConsistentRead: true }),
    );
    return readItem(accounts, accounts.item, found.Item);
  }
}

/** The owners of this deployment's machines. */
export const openOwners = (): MachineOwners =>
  new MachineOwners(documents, { machines: env(machines.env), accounts: env(accounts.env) });
