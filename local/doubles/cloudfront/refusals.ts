import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** API Gateway takes this many bytes of request line and header values; the emulator 16 KB, with what the edge adds. */
const HEAD_BYTES = 10_240;

/** What the edge itself refuses with, by the codes that functions use too. */
const refusals = {
  invalid_request: [400, 'The request is not valid'],
  not_found: [404, 'There is nothing here'],
  too_large: [413, 'The request is too large'],
  internal: [502, 'Something failed on our side'],
  timed_out: [504, 'Something failed on our side'],
} as const;
export type Refusal = keyof typeof refusals;

function documentOf(
  refusal: Refusal,
  requestId: string,
): { status: number; headers: Record<string, string | number>; body: string } {
  const [status, title] = refusals[refusal];
  const code = refusal === 'timed_out' ? 'internal' : refusal;
  const body = JSON.stringify({
    type: `https://cloister.dev/problems/${code}`,
    title,
    status,
    code,
    requestId,
  });
  const headers = {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
  };
  return { status, headers, body };
}

/** Answers a request in place of the function that did not. */
export function refuse(response: ServerResponse, refusal: Refusal, requestId: string = randomUUID()): void {
  const { status, headers, body } = documentOf(refusal, requestId);
  response.writeHead(status, headers).end(body);
}

/** Whether API Gateway would take a request's line and headers. */
export function isTooLarge({ method = '', url = '', headersDistinct }: IncomingMessage): boolean {
  const values = Object.values(headersDistinct).flatMap((each) => each ?? []);
  return [method, url, ...values].reduce((sum, text) => sum + Buffer.byteLength(text), 0) > HEAD_BYTES;
}

/** Answers what the parser of HTTP gave up on, for which there is no request; the connection cannot go on. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, headers, body } = documentOf(
    error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'invalid_request',
    randomUUID(),
  );
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
