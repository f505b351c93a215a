#!/usr/bin/env node
// Verifies an erasure receipt with the public key alone: node verify-receipt.mjs receipt.json [public-key.pem]
// The receipt is the answer of GET /v1/receipts/{receiptId}, of format 1 or 2 (2 says why a store was not counted). Without a key of your own, the one in the receipt is
// used, and the result says so: then you trust whoever gave you the file.
import { verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, keyFile] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: verify-receipt.mjs receipt.json [public-key.pem]');
  process.exit(2);
}
try {
  const receipt = JSON.parse(readFileSync(file, 'utf8'));
  const key = keyFile === undefined ? receipt.publicKey : readFileSync(keyFile, 'utf8');
  const good =
    receipt.algorithm === 'ECDSA_SHA_256' &&
    verify('sha256', Buffer.from(receipt.document), key, Buffer.from(receipt.signature, 'base64'));
  if (!good) throw new Error('the signature does not fit the document');
  const { userId, erasedAt, stores } = JSON.parse(receipt.document);
  const left = stores
    .filter((store) => store.left !== 0)
    .map(
      (store) => `${store.store} (${store.left ?? store.uncounted ?? 'not kept by account'}): ${store.stays}`,
    );
  console.log(`valid: ${userId} was erased at ${erasedAt}, from ${stores.length} stores.`);
  console.log(left.length === 0 ? 'Nothing is left.' : `Left:\n  ${left.join('\n  ')}`);
  if (keyFile === undefined) console.log('Checked with the key in the receipt itself.');
} catch (error) {
  console.error(`NOT valid: ${error.message}`);
  process.exit(1);
}
