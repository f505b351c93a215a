import { randomUUID } from 'node:crypto';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { LedgerStore } from '../../lambdas/billing/ledger-store.ts';
import { adminClient } from '../../local/emulator/account.ts';

/** The two tables of the ledger in an emulator, and the store on them. */
export async function openLedger(endpoint: string) {
  const client = new DynamoDB(adminClient(endpoint));
  const make = async ({ name, keys }: TableSpec): Promise<string> => {
    const table = `${name}-${randomUUID()}`;
    const attributes = [keys.partition, ...(keys.sort ? [keys.sort] : [])];
    await client.createTable({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({
        AttributeName,
        AttributeType: AttributeName === 'entry' ? 'N' : 'S',
      })),
      KeySchema: attributes.map((AttributeName, n) => ({
        AttributeName,
        KeyType: n === 0 ? 'HASH' : 'RANGE',
      })),
    });
    return table;
  };
  const tables = { balances: await make(balances), ledger: await make(ledger) };
  const documents = DynamoDBDocument.from(client);
  return { documents, tables, store: new LedgerStore(documents, tables) };
}
