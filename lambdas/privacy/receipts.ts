import type { Id } from '../../contracts/ids.ts';
import { type ReceiptDocument, receiptDocument } from '../../contracts/privacy/receipt.ts';
import { receipts } from '../../contracts/privacy/stores.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { Problem } from '../platform/http/problem.ts';
import { receiptVerifier, signReceipt } from './receipt-key-store.ts';
import { addReceipt, findReceipt } from './receipt-store.ts';

/** Signs a receipt and keeps it. The text itself is signed, so that nobody has to agree on how to write JSON. */
export async function issueReceipt(receipt: ReceiptDocument, now: Date): Promise<void> {
  const document = JSON.stringify(receiptDocument.parse(receipt));
  await addReceipt({
    receiptId: receipt.receiptId,
    document,
    signature: await signReceipt(document),
    expiresAt: Math.floor(now.getTime() / 1000) + (periodSeconds(retentionOf(receipts)) ?? 0),
  });
}

/** A receipt with what verifies it, for whoever knows its number. Throws `not_found`. */
export async function readReceipt(receiptId: Id<'receipt'>) {
  const receipt = await findReceipt(receiptId);
  if (receipt === undefined)
    throw new Problem('not_found', 'There is no receipt of this number, or not yet.');
  const { document, signature } = receipt;
  return { document, signature, ...(await receiptVerifier()) };
}
