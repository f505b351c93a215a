/// <reference types="node" />
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import { answerApi } from './api.ts';
import type { Scene } from './world.ts';

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain' };
const built = join(import.meta.dirname, '..', 'dist');

export interface Fixture {
  readonly origin: string;
  setScene(scene: Scene): void;
  close(): void;
}

/** Serves the built console with invented answers, for looking at it and for quick browser tests; never part of the build. */
export async function serveFixture({ port = 0, profile = 'cloister', dist = built } = {}): Promise<Fixture> {
  let scene: Scene = 'ready';
  const server = createServer((request, response) => void handle(request, response));
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fixture');
    const named = /^\/fixture\/(\w+)$/.exec(url.pathname)?.[1];
    if (named) {
      scene = named as Scene;
      response.writeHead(302, { location: url.searchParams.get('to') ?? '/' }).end();
      return;
    }
    if (url.pathname === '/config.json') {
      const config = { cognitoEndpoint: `${origin}/cognito`, signUpClientId: 'fixture', region: 'eu-central-1', profile, privacyContact: 'privacy@example.org', privacyPolicyUrl: `${origin}/policy`, mailbox: `${origin}/mailbox`, pseudoLocale: true };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
      return;
    }
    if (url.pathname.startsWith('/v1/') || url.pathname === '/cognito') {
      await answerApi(request, response, url, scene);
      return;
    }
    const file = extname(url.pathname) === '' ? '/index.html' : url.pathname;
    const body = await readFile(join(dist, file)).catch(() => undefined);
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': contentSecurityPolicy(`${origin}/cognito`), 'x-content-type-options': 'nosniff' }).end(body);
  }
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
  return {
    origin,
    setScene: (next) => {
      scene = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (import.meta.main) {
  const fixture = await serveFixture({ port: Number(process.argv[2] ?? 4390), profile: process.argv[3] ?? 'cloister' });
  process.stdout.write(`${fixture.origin}\n`);
}
