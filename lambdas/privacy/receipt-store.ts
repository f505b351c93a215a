import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { kmsKeys } from '../../contracts/keys.ts';
import { receipts } from '../../contracts/privacy.ts';
import { type ReceiptDocument, receiptDocument } from '../../contracts/receipt.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

const kms = new KMSClient({});

/** Signs a receipt and stores it once: a receipt that exists is never replaced. */
export async function putReceipt(receipt: ReceiptDocument, now: Date): Promise<void> {
  // The text itself is signed and kept, so that nobody has to agree on how to write JSON.
  const document = JSON.stringify(receiptDocument.parse(receipt));
  const signed = await kms.send(
    new SignCommand({
      KeyId: env(kmsKeys.receipts.env),
      Message: Buffer.from(document),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  const item = {
    receiptId: receipt.receiptId,
    document,
    signature: Buffer.from(signed.Signature ?? []).toString('base64'),
    expiresAt: Math.floor(now.getTime() / 1000) + (periodSeconds(retentionOf(receipts)) ?? 0),
  };
  await conditionally(
    documents.send(
      new PutCommand({
        TableName: env(receipts.env),
        Item: plainItem(receipts, item),
        ConditionExpression: 'attribute_not_exists(receiptId)',
      }),
    ),
  );
}
