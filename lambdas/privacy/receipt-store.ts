import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Id } from '../../contracts/ids.ts';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { type ReceiptDocument, receiptDocument } from '../../contracts/privacy/receipt.ts';
import { receipts } from '../../contracts/privacy/stores.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';

const kms = new KMSClient({});
let publicKey: Promise<string> | undefined;

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

/** A receipt with what verifies it, for whoever knows its number. Throws `not_found`. */
export async function readReceipt(receiptId: Id<'receipt'>) {
  const found = await documents.send(
    new GetCommand({ TableName: env(receipts.env), Key: { receiptId }, ConsistentRead: true }),
  );
  const receipt = readItem(receipts, receipts.item, found.Item);
  if (receipt === undefined)
    throw new Problem('not_found', 'There is no receipt of this number, or not yet.');
  publicKey ??= readPublicKey().catch((error: unknown) => {
    // One that could not be read is asked for again by the next request.
    publicKey = undefined;
    throw error;
  });
  const { document, signature } = receipt;
  return { document, signature, publicKey: await publicKey, algorithm: 'ECDSA_SHA_256' as const };
}

/** The public half, as PEM: with it alone a receipt can be verified. */
async function readPublicKey(): Promise<string> {
  const found = await kms.send(new GetPublicKeyCommand({ KeyId: env(kmsKeys.receipts.env) }));
  const lines =
    Buffer.from(found.PublicKey ?? [])
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}
