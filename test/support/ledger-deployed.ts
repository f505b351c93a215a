import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { type CustomerId, id } from '../../contracts/ids.ts';
import { LedgerStore } from '../../lambdas/billing/ledger-store.ts';
import type { AwsAccess, Person } from './target.ts';

/** The ledger of a deployment with an administrator's rights, to look at it and to prepare it. */
export function ledgerOf(aws: AwsAccess) {
  const documents = DynamoDBDocument.from(aws.client(DynamoDB));
  const tables = { balances: aws.nameOf('balances'), ledger: aws.nameOf('ledger') };
  return {
    store: new LedgerStore(documents, tables),
    customerOf: async ({ userId }: Person): Promise<CustomerId> => {
      const Key = { userId };
      const found = await documents.get({ TableName: aws.nameOf('accounts'), Key });
      return id('customer').parse(found.Item?.['customerId']);
    },
  };
}
