import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTooLarge, refuse, refuseUnread } from '../../../../../local/doubles/cloudfront/refusals.ts';
import { listen } from '../../../../../local/doubles/listen.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((incoming, response) =>
    isTooLarge(incoming) ? refuse(response, 'too_large') : response.end('taken'),
  );
  server.on('clientError', refuseUnread);
  port = await listen(server, 0);
});
afterAll(() => server.close());

const problem = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  body: {
    status,
    code,
    type: `https://cloister.dev/problems/${code}`,
    title: expect.any(String),
    requestId: expect.any(String),
  },
});

function get(path: string, headers: Record<string, string> = {}) {
  return new Promise<unknown>((resolve, reject) => {
    const read = async (answer: IncomingMessage) => {
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      const type = answer.headers['content-type'];
      return { status: answer.statusCode, type, body: type === undefined ? text : JSON.parse(text) };
    };
    request({ host: '127.0.0.1', port, path, headers }, (answer) => resolve(read(answer)))
      .once('error', reject)
      .end();
  });
}

/** What is answered to bytes that are no request. */
function say(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.once('end', () => resolve(heard)).once('error', reject);
  });
}

describe('what the edge refuses by itself is a problem document', () => {
  it('an address or a header that API Gateway would not take', async () => {
    expect(await get(`/v1/health?${'x'.repeat(9_000)}`)).toMatchObject({ status: 200 });
    expect(await get(`/v1/health?${'x'.repeat(11_000)}`)).toEqual(problem(413, 'too_large'));
    expect(await get('/v1/health', { cookie: 'x'.repeat(11_000) })).toEqual(problem(413, 'too_large'));
  });

  it('one that is larger than what the parser takes', async () => {
    expect(await get(`/v1/health?${'x'.repeat(40_000)}`)).toEqual(problem(413, 'too_large'));
    expect(await get('/v1/health', { cookie: 'x'.repeat(40_000) })).toEqual(problem(413, 'too_large'));
  });

  it('what is no HTTP', async () => {
    const [head = '', body = ''] = (await say('GET /\x01 HTTP/1.1\r\nno header\r\n\r\n')).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'invalid_request' });
  });
});
