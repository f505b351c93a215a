/// <reference types="node" />
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as world from './world.ts';

const CREDIT = 1_000_000;
const words = 'The tide turns twice a day. **Spring tides** come with a new or full moon, when sun and moon pull in one line.\n\n- High water follows the moon by some hours\n- Inside a harbour the walls delay it again\n\nSo a table made for the open coast is wrong by up to half an hour at the quay, and a gauge of your own is worth its price.'.split(/(?<= )/);

const live = new Map<string, { deltas: string[]; over: boolean; stopped: boolean; conversation: string; prompt: string }>();
let problemCount = 0;

function problem(response: ServerResponse, status: number, code: string, title: string, detail?: string): void {
  problemCount += 1;
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type: 'about:blank', title, status, code, detail, requestId: `req-${problemCount}` }));
}

const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const list = (items: readonly unknown[]) => ({ items });

/** Answers of reading routes, by scene. */
function reading(path: string, scene: world.Scene): unknown {
  const fresh = scene === 'fresh';
  const available = { low: 3.2 * CREDIT, empty: 0, fresh: 500 * CREDIT }[scene as 'low'] ?? 412.6 * CREDIT;
  const conversation = /^\/v1\/conversations\/(\w+)$/.exec(path)?.[1];
  if (conversation) {
    const found = world.conversations.find((chat) => chat.conversationId === conversation);
    return found && { conversation: found, turns: world.turnsOf.get(conversation) ?? [] };
  }
  const run = /^\/v1\/runs\/(\w+)$/.exec(path)?.[1];
  if (run) return world.runs.find((candidate) => candidate.runId === run);
  if (path.startsWith('/v1/receipts/')) return undefined;
  const routes: Readonly<Record<string, unknown>> = {
    '/v1/session': { stage: scene === 'onboarding' || scene === 'closing' ? scene : 'ready', userId: world.idOf('usr', 1), state: scene === 'restricted' ? 'restricted' : 'active', plan: 'free', expiresAt: 2_000_000_000 },
    '/v1/catalogue': list(world.models),
    '/v1/conversations': list(fresh ? [] : world.conversations),
    '/v1/credits': { balance: available, available, held: fresh ? 0 : 4 * CREDIT, level: scene === 'low' || scene === 'empty' ? scene : 'good' },
    '/v1/credits/ledger': list(fresh ? world.movements.slice(-1) : world.movements),
    '/v1/credentials': list(fresh ? [] : world.credentials),
    '/v1/vm': fresh ? {} : { machine: world.machine },
    '/v1/runs': list(fresh ? [] : world.runs),
    '/v1/privacy/inventory': list(world.inventory),
    '/v1/privacy/exports': list(fresh ? [] : world.exportsMade),
    '/v1/privacy/audit': list(world.audit),
    '/v1/policies/privacy': { document: 'privacy', version: '2026-11-23', effective: '2026-11-23', sha256: 'a3f1'.repeat(16), html: world.policyHtml },
    '/v1/policies/privacy/versions': list([{ document: 'privacy', version: '2026-11-23', effective: '2026-11-23', sha256: 'a3f1'.repeat(16) }]),
    '/v1/sessions': list(world.tokens('ses', ['Firefox on Linux', 'Safari on iPhone'])),
    '/v1/api-keys': list(fresh ? [] : world.tokens('key', ['Backup script'])),
    '/v1/account': { userId: world.idOf('usr', 1), email: 'ada@example.org', state: 'active', plan: 'free', createdAt: world.ago(40 * 86_400_000), acceptances: [{ document: 'privacy#2026-11-23', acceptedAt: world.ago(40 * 86_400_000) }] },
  };
  return routes[path];
}

async function stream(response: ServerResponse, turnId: string, after: number): Promise<void> {
  const answer = live.get(turnId);
  if (!answer) return problem(response, 404, 'not_found', 'There is nothing here');
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (data: object, id?: number) => response.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  event({ type: 'start', turnId, model: 'claude-sonnet-4-5', region: 'eu-central-1', retention: 'none' });
  for (let seq = after + 1; !response.destroyed; ) {
    if (seq < answer.deltas.length) event({ type: 'delta', seq, text: answer.deltas[seq] }, seq++);
    else if (answer.over) break;
    else await pause(30);
  }
  event({ type: 'done', state: answer.stopped ? 'stopped' : 'answered', inputTokens: 20, outputTokens: 90, estimated: answer.stopped, cost: 0.2 * CREDIT });
  response.end();
}

async function produce(turnId: string): Promise<void> {
  const answer = live.get(turnId);
  if (!answer) return;
  const turn = { turnId, prompt: answer.prompt, state: 'answering', model: 'claude-sonnet-4-5', region: 'eu-central-1', retention: 'none', createdAt: world.ago(0) };
  world.turnsOf.set(answer.conversation, [...(world.turnsOf.get(answer.conversation) ?? []), turn]);
  await pause(500);
  for (const word of words) {
    if (answer.stopped) break;
    answer.deltas.push(word);
    await pause(60);
  }
  Object.assign(turn, { state: answer.stopped ? 'stopped' : 'answered', answer: answer.deltas.join(''), cost: 0.2 * CREDIT, estimated: answer.stopped });
  answer.over = true;
}

async function writing(request: IncomingMessage, response: ServerResponse, path: string, scene: world.Scene): Promise<void> {
  const raw = await text(request);
  const body = raw ? (JSON.parse(raw) as Record<string, unknown>) : {};
  const turns = /^\/v1\/conversations\/(\w+)\/turns$/.exec(path)?.[1];
  if (turns && scene === 'broken') return problem(response, 503, 'retention_guard', 'Model calls are paused: zero retention could not be confirmed', 'Nothing was sent to a model. It is checked again within the hour.');
  if (turns) {
    const turnId = world.idOf('trn', `${Math.random()}`);
    live.set(turnId, { deltas: [], over: false, stopped: false, conversation: turns, prompt: String(body['prompt']) });
    void produce(turnId);
    return stream(response, turnId, -1);
  }
  const stopped = /\/turns\/(\w+)\/stop$/.exec(path)?.[1];
  if (stopped) {
    const answer = live.get(stopped);
    if (answer) answer.stopped = true;
    return json(response, { state: 'stopping' }, 202);
  }
  if (path === '/v1/conversations') {
    const conversation = { conversationId: world.idOf('cnv', Math.random()), title: body['title'] ?? 'New chat', model: body['model'], createdAt: world.ago(0), updatedAt: world.ago(0) };
    world.conversations.unshift(conversation as never);
    return json(response, conversation, 201);
  }
  if (path === '/v1/onboarding') return json(response, reading('/v1/session', 'ready'), 201);
  if (path === '/v1/api-keys') return json(response, { key: world.tokens('key', [String(body['label'])])[0], value: 'clk_7Qm2vX0pR4tYw9sK3nB6hJ1cD8fG5aLzUeNi' }, 201);
  if (path.endsWith('/link') || path === '/v1/account') return problem(response, 401, 'reauth_required', 'Sign in again for this');
  if (path.startsWith('/v1/vm')) return json(response, { ...world.machine, state: path.endsWith('stop') ? 'stopping' : path.endsWith('start') ? 'starting' : request.method === 'DELETE' ? 'ending' : 'launching' }, 202);
  if (path === '/v1/runs') return json(response, { ...world.runs[0], prompt: body['prompt'] }, 202);
  if (path === '/v1/sign-out') return json(response, { continueAt: '/fixture/out' });
  if (request.method === 'DELETE') return void response.writeHead(204).end();
  json(response, {}, 200);
}

/** Answers one request as the API would. */
export async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL, scene: world.Scene): Promise<void> {
  const path = url.pathname;
  if (path === '/cognito') {
    const bad = (await text(request)).includes('"ConfirmationCode":"000000"');
    return json(response, bad ? { __type: 'CodeMismatchException' } : {}, bad ? 400 : 200);
  }
  const isPublic = path.startsWith('/v1/policies') || path.startsWith('/v1/receipts') || path === '/v1/catalogue';
  if (scene === 'out' && !isPublic) return problem(response, 401, 'unauthenticated', 'Sign in first');
  const events = /\/turns\/(\w+)\/events$/.exec(path)?.[1];
  if (events) return stream(response, events, Number(url.searchParams.get('after') ?? -1));
  if (path.endsWith('/log')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: 0\ndata: ${JSON.stringify({ type: 'lines', seq: 0, lines: world.logLines })}\n\n`);
    if (path.includes(world.idOf('run', 0))) return void request.on('close', () => response.end());
    return void response.end(`data: ${JSON.stringify({ type: 'done', state: 'succeeded' })}\n\n`);
  }
  if (request.method !== 'GET') return writing(request, response, path, scene);
  if (scene === 'broken' && path === '/v1/privacy/inventory') return problem(response, 500, 'internal', 'Something failed on our side', 'Nothing was half done on purpose. Try again; if it stays, name the request id.');
  const found = reading(path, scene);
  if (found === undefined) return problem(response, 404, 'not_found', 'There is nothing here');
  json(response, found);
}
