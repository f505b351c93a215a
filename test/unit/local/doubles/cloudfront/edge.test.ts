import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { type Edge, startEdge } from '../../../../../local/doubles/cloudfront/edge.ts';
import { listen } from '../../../../../local/doubles/listen.ts';

let answering: (request: IncomingMessage, response: ServerResponse) => void;
const emulator: Server = createServer((request, response) => answering(request, response));
const lines: string[] = [];
let edge: Edge;

beforeEach(async () => {
  if (!emulator.listening) {
    const port = await listen(emulator, 0);
    edge = await startEdge({
      port: 0,
      emulatorEndpoint: `http://127.0.0.1:${port}`,
      addresses: {},
      outputs: { edge: { ApiId: 'api', MachineApiId: 'machines' } },
      consoleFolder: tmpdir(),
      log: (line) => lines.push(line),
    });
  }
  lines.length = 0;
});
afterAll(async () => {
  await edge.close();
  emulator.close();
});

const breakOff = (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { 'Content-Length': '100' }).write('half');
  setTimeout(() => response.destroy(), 50);
};

it.each([
  ['/v1/conversations/cnv_of_somebody?what=secret', 'GET /v1/conversations/{conversationId}'],
  ['/v1/what-somebody-wrote', 'what no route is for'],
  ['/restapis/machines/live/_user_request_/machine/v1/runs/run_of_somebody', 'GET /machine/v1/runs/{runId}'],
])('says what went wrong and on which route, and nothing that was asked: %s', async (path, route) => {
  answering = breakOff;
  await expect(fetch(edge.url + path).then((answer) => answer.text())).rejects.toThrow();
  await vi.waitFor(() => expect(lines).toEqual([`The edge could not answer ${route}: ECONNRESET`]));
});

it('says nothing of a client that leaves in the middle of its answer', async () => {
  const left = vi.fn<() => void>();
  answering = (_, response) => {
    response.once('close', left);
    response.writeHead(200).write('half');
  };
  const leave = new AbortController();
  const answer = await fetch(`${edge.url}/v1/account`, { signal: leave.signal });
  await answer.body?.getReader().read();
  leave.abort();
  await vi.waitFor(() => expect(left).toHaveBeenCalled());
  expect(lines).toEqual([]);
});

it('says nothing of a client that leaves before its answer comes', async () => {
  const heard = Promise.withResolvers<ServerResponse>();
  answering = (request, response) => void text(request).then(() => heard.resolve(response));
  const leave = new AbortController();
  const asked = fetch(`${edge.url}/v1/account`, { signal: leave.signal });
  const response = await heard.promise;
  leave.abort();
  await expect(asked).rejects.toThrow();
  await pause(50);
  response.end('too late');
  await pause(100);
  expect(lines).toEqual([]);
});

it('answers what no route is for as the deployed gateway does, not in the emulator’s words', async () => {
  answering = (_, response) => {
    response.writeHead(403, { 'x-amzn-errortype': 'MissingAuthenticationTokenException' });
    response.end('{"message":"Missing Authentication Token"}');
  };
  const answer = await fetch(`${edge.url}/v1/nowhere`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(await answer.json()).toMatchObject({ code: 'not_found' });
});
