import { createHmac, hash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** What is signed: one POST of JSON to one service. */
export interface Signable {
  readonly url: URL;
  readonly body: string;
  readonly region: string;
  readonly service: string;
  readonly credentials: Credentials;
  /** `application/json` unless a protocol has a name of its own. */
  readonly contentType?: string;
  /** The operation, where the path does not name it. */
  readonly target?: string;
}

const digest = (text: string): string => hash('sha256', text, 'hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The headers of a POST with its Signature Version 4. */
export function signedHeaders(
  { url, body, region, service, credentials, contentType = 'application/json', target }: Signable,
  now: Date,
): Record<string, string> {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const payload = digest(body);
  // In the order of their names, as they are signed.
  const headers: Record<string, string> = {
    'content-type': contentType,
    host: url.host,
    'x-amz-content-sha256': payload,
    'x-amz-date': time,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
    ...(target === undefined ? {} : { 'x-amz-target': target }),
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  // The path as it is sent is encoded once more: a `:` in a model's id, sent as %3A, is signed as %253A.
  const path = url.pathname.split('/').map(encodeURIComponent).join('/');
  const canonical = `POST\n${path}\n\n${lines.join('')}\n${names}\n${payload}`;
  const key = signingKey(credentials.secretAccessKey, scope);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

interface SigningKey {
  readonly secret: string;
  readonly scope: string;
  readonly key: Buffer;
}
/** The last key of each service: it holds for a day, and most requests are of the same one. */
const signingKeys = new Map<string, SigningKey>();

function signingKey(secret: string, scope: string): Buffer {
  const [day = '', region = '', service = '', end = ''] = scope.split('/');
  const last = signingKeys.get(service);
  if (last?.scope === scope && last.secret === secret) return last.key;
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), end);
  signingKeys.set(service, { secret, scope, key });
  return key;
}
