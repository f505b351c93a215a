import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { env } from '../platform/env.ts';

const kms = new KMSClient({});
const algorithm = 'ECDSA_SHA_256';
let publicKey: Promise<string> | undefined;

/** Signs the text of a receipt: base64 of the DER that KMS answers. */
export async function signReceipt(document: string): Promise<string> {
  const { Signature = [] } = await kms.send(
    new SignCommand({
      KeyId: env(kmsKeys.receipts.env),
      Message: Buffer.from(document),
      MessageType: 'RAW',
      SigningAlgorithm: algorithm,
    }),
  );
  return Buffer.from(Signature).toString('base64');
}

/** What verifies a receipt, read once a process. */
export async function receiptVerifier() {
  publicKey ??= readPublicKey().catch((error: unknown) => {
    // One that could not be read is asked for again by the next request.
    publicKey = undefined;
    throw error;
  });
  return { publicKey: await publicKey, algorithm } as const;
}

/** The public half, as PEM: with it alone a receipt can be verified. */
async function readPublicKey(): Promise<string> {
  const { PublicKey = [] } = await kms.send(new GetPublicKeyCommand({ KeyId: env(kmsKeys.receipts.env) }));
  const lines =
    Buffer.from(PublicKey)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}
