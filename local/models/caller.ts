import { request } from 'node:http';
import * as z from 'zod';
import { sha256 } from './signature.ts';

/** Whom the emulator takes the caller for. */
export type Caller =
  | { readonly kind: 'role'; readonly name: string; readonly arn: string; readonly account: string }
  | { readonly kind: 'administrator' }
  | { readonly kind: 'unknown'; readonly status: number; readonly code: string; readonly message: string };

/** A signed request as it came in. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An action that no role of the platform has: asking for it names the caller, and shows an administrator. */
const foreignAction = 'CodeBuild_20161006.ListProjects';
const notForwarded = new Set(['connection', 'transfer-encoding', 'te', 'expect', 'upgrade', 'http2-settings']);
const failure = z.looseObject({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});
const principal = /^User: (arn:aws:(?:sts|iam)::(\d{12}):(?:assumed-role\/([^/]+)\/|[a-z-]+\/)?\S+) is not authorized/;

/**
 * Asks the emulator who signed a request. The double has no secret to check a signature with, but the emulator
 * has: it gets the same signed headers again with one more, unsigned, header that makes it a request for an
 * action nobody has. The body does not go along: its signed hash does, and blanks of the same length.
 */
export async function identifyCaller(emulatorEndpoint: string, signed: SignedRequest): Promise<Caller> {
  const answer = await present(emulatorEndpoint, signed);
  if (answer.status < 300) return { kind: 'administrator' };
  const read = failure.parse(JSON.parse(answer.body));
  const message = read.message ?? read.Message ?? '';
  const [, arn, account, name] = principal.exec(message) ?? [];
  if (arn && account && name) return { kind: 'role', arn, account, name };
  const code = read.__type ?? 'UnrecognizedClientException';
  return { kind: 'unknown', status: answer.status, code, message };
}

function present(emulatorEndpoint: string, signed: SignedRequest): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(emulatorEndpoint);
  const kept = Object.entries(signed.headers).filter(([name]) => !notForwarded.has(name));
  const headers = {
    ...Object.fromEntries(kept),
    'x-amz-content-sha256': signed.headers['x-amz-content-sha256'] ?? sha256(signed.body),
    'x-amz-target': foreignAction,
    ...(signed.body.length > 0 ? { 'content-length': String(signed.body.length) } : {}),
  };
  const { method, target: path } = signed;
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, method, path, headers, setHost: false }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(blanks(signed.body.length));
  });
}

/** An empty JSON object of a given length. */
function blanks(length: number): string {
  return length < 2 ? ' '.repeat(length) : `{${' '.repeat(length - 2)}}`;
}
