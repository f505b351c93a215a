import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Signature, sha256 } from './signature.ts';

/** Whom the emulator takes the caller for. */
export type Caller =
  | { readonly kind: 'role'; readonly name: string; readonly arn: string; readonly account: string }
  | { readonly kind: 'administrator' }
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string };

/** A signed request as it came in. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signature: Signature;
}

/**
 * Asks the emulator who signed a request. The double has no secret to check a signature with, but the emulator has;
 * and when it denies something, it names the caller. So it is asked for something that nobody may have but an
 * administrator.
 */
export async function identifyCaller(emulatorEndpoint: string, signed: SignedRequest): Promise<Caller> {
  // The SDK signs `:authority` over HTTP/2. The emulator's server drops it, so that no such signature can hold there.
  return signed.signature.signedHeaders.includes(':authority')
    ? identifyKey(emulatorEndpoint, signed.signature)
    : identifySignature(emulatorEndpoint, signed);
}

const notForwarded = new Set([
  'connection',
  'transfer-encoding',
  'te',
  'expect',
  'upgrade',
  'http2-settings',
]);

/**
 * With its signature checked: the signed headers as they are, and an unsigned one that makes it an action nobody has.
 * The body does not go along: its signed hash does, and blanks of the same length.
 */
async function identifySignature(emulatorEndpoint: string, signed: SignedRequest): Promise<Caller> {
  const kept = Object.entries(signed.headers).filter(([name]) => !notForwarded.has(name));
  const length = signed.body.length;
  const headers = {
    ...Object.fromEntries(kept),
    'x-amz-content-sha256': signed.headers['x-amz-content-sha256'] ?? sha256(signed.body),
    'x-amz-target': 'CodeBuild_20161006.ListProjects',
    ...(length > 0 ? { 'content-length': String(length) } : {}),
  };
  const blanks = length < 2 ? ' '.repeat(length) : `{${' '.repeat(length - 2)}}`;
  const answer = await ask(emulatorEndpoint, signed.method, signed.target, headers, blanks);
  return answer.status < 300 ? { kind: 'administrator' } : callerDenied(answer.body);
}

/**
 * By its access key alone: of a presigned URL the emulator asks first whether the key's owner may, and only then
 * whether the signature holds. One that gets so far may read any object of any bucket.
 */
async function identifyKey(emulatorEndpoint: string, { accessKeyId, region }: Signature): Promise<Caller> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': '0'.repeat(64),
  });
  const answer = await ask(
    emulatorEndpoint,
    'GET',
    `/bucket-that-nobody-has/key?${query.toString()}`,
    {},
    '',
  );
  return answer.body.includes('SignatureDoesNotMatch')
    ? { kind: 'administrator' }
    : callerDenied(answer.body);
}

/** Reads a denial, in JSON or XML. */
function callerDenied(denial: string): Caller {
  const [, arn, account, name] =
    /User: (arn:aws:sts::(\d{12}):assumed-role\/([^/\s]+)\/\S+) is not authorized/.exec(denial) ?? [];
  if (arn && account && name) return { kind: 'role', arn, account, name };
  const code = /"__type": ?"([^"]+)"|<Code>([^<]+)/.exec(denial)?.slice(1).find(Boolean);
  const message = /"[Mm]essage": ?"([^"]+)"|<Message>([^<]+)/.exec(denial)?.slice(1).find(Boolean);
  return {
    kind: 'unknown',
    // S3 has its own words for it.
    code: code === undefined || code === 'InvalidAccessKeyId' ? 'UnrecognizedClientException' : code,
    message: message ?? 'The security token included in the request is invalid.',
  };
}

function ask(
  endpoint: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string }> {
  const { hostname, port, host } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: { host, ...headers }, setHost: false };
    const asking = request(options, (response) => {
      const { statusCode: status = 500 } = response;
      text(response).then((answer) => resolve({ status, body: answer }), reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
