import { createHash } from 'node:crypto';

/** What a SigV4 header says about its caller. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=[0-9a-f]{64}$/;

/** Reads a signature's parts; nothing when the request has no such one. */
export function readSignature(headers: Readonly<Record<string, string>>): Signature | undefined {
  const [, accessKeyId, region, service, signed] = authorization.exec(headers['authorization'] ?? '') ?? [];
  if (!accessKeyId || !region || !service || !signed) return undefined;
  return { accessKeyId, region, service, signedHeaders: signed.split(';') };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Whether the body is the one that was signed, as far as the request says. */
export function bodyIsSigned(headers: Readonly<Record<string, string>>, body: Uint8Array): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === 'UNSIGNED-PAYLOAD' || claimed === sha256(body);
}
