import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { listen } from '../../local/doubles/listen.ts';

interface Line {
  readonly stream: string;
  readonly text: string;
}
type Event = Readonly<Record<string, unknown>>;
/** What the model does when it is asked with these messages. */
export type Model = (
  messages: readonly unknown[],
) => readonly Event[] | { readonly refuse: number; readonly code: string };

/** A run as the platform would know it. */
export class FakeRun {
  state = 'queued';
  stop = false;
  result: { state: string; output?: string; failure?: string } | undefined;
  readonly batches = new Map<number, Line[]>();
  readonly asked: (readonly unknown[])[] = [];
  readonly prompt: string;
  readonly model: Model;

  constructor(prompt: string, model: Model) {
    this.prompt = prompt;
    this.model = model;
  }

  /** Log lines of a stream, or all, in order. */
  log(stream?: string): string[] {
    const lines = [...this.batches].sort(([a], [b]) => a - b).flatMap(([, batch]) => batch);
    return lines.filter((line) => stream === undefined || line.stream === stream).map(({ text }) => text);
  }
}

interface Call {
  readonly path: string;
  readonly body: unknown;
  readonly signature: string;
  readonly session: string;
}

/** The machines' private API, played: takes what a runner says, answers what the test wants. */
export class MachineApi implements AsyncDisposable {
  readonly runs = new Map<string, FakeRun>();
  readonly calls: Call[] = [];
  /** Answers the next calls of a path's last part with a status instead. */
  readonly failNext: { part: string; status: number }[] = [];
  readonly url: string;
  private readonly server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>, url: string) {
    this.server = server;
    this.url = url;
  }

  static async start(): Promise<MachineApi> {
    const server = createServer();
    const api = new MachineApi(server, `http://127.0.0.1:${await listen(server, 0)}/stage`);
    server.on('request', (request, response) => void api.answer(request, response));
    return api;
  }

  ready(): number {
    return this.calls.filter(({ path }) => path.endsWith('/ready')).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = await text(request);
    const path = request.url ?? '';
    const body: unknown = said === '' ? undefined : JSON.parse(said);
    const { authorization = '', 'x-amz-security-token': session } = request.headers;
    this.calls.push({ path, body, signature: authorization, session: String(session) });
    const part = path.slice(path.lastIndexOf('/') + 1);
    const failing = this.failNext.findIndex((each) => each.part === part);
    const [failure] = failing === -1 ? [] : this.failNext.splice(failing, 1);
    if (failure) return problem(response, failure.status, 'test');
    if (part === 'ready') return void response.writeHead(204).end();
    if (part === 'beat')
      return json(response, { stop: [...this.runs].filter(([, run]) => run.stop).map(([id]) => id) });
    const runId = /\/runs\/([^/]+)/.exec(path)?.[1] ?? '';
    const run = this.runs.get(runId);
    if (!run) return problem(response, 404, 'not-found');
    return this.answerRun(part, runId, run, runBody.parse(body ?? {}), response);
  }

  private async answerRun(
    part: string,
    runId: string,
    run: FakeRun,
    body: RunBody,
    response: ServerResponse,
  ): Promise<void> {
    switch (part) {
      case 'log':
        if (!run.batches.has(body.seq)) run.batches.set(body.seq, body.lines);
        return json(response, { stop: run.stop });
      case 'result':
        run.state = body.state;
        run.result = body;
        return void response.writeHead(204).end();
      case 'converse': {
        run.asked.push(body.messages);
        const events = run.model(body.messages);
        if ('refuse' in events) return problem(response, events.refuse, events.code);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': keep-alive\n\n');
        for (const event of events) {
          response.write(`data: ${JSON.stringify(event)}\n\n`);
          await pause(2);
        }
        return void response.end();
      }
      default:
        if (run.state === 'queued') run.state = 'running';
        return json(response, { runId, state: run.state, prompt: run.prompt, model: 'claude-haiku-5-5' });
    }
  }
}

interface RunBody {
  readonly seq: number;
  readonly lines: Line[];
  readonly state: string;
  readonly output?: string;
  readonly failure?: string;
  readonly messages: readonly unknown[];
}

/** What of it is there depends on the route; the runner's own types say what it sends. */
const runBody = z.custom<RunBody>((value) => z.looseObject({}).safeParse(value).success);

/** The events of an answer that ends with text. */
export const says = (text: string): Event[] => [
  { messageStart: { role: 'assistant' } },
  ...text
    .split(/(?<= )/)
    .map((part) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: part } } })),
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 1, outputTokens: 1 } } },
];

/** The events of an answer that wants a command to run; its input comes in pieces, as it does. */
export function wants(script: string, seconds = 60, text = 'I will look.'): Event[] {
  const input = JSON.stringify({ script, seconds });
  const half = Math.floor(input.length / 2);
  return [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text } } },
    {
      contentBlockStart: { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tool-1', name: 'shell' } } },
    },
    { contentBlockDelta: { contentBlockIndex: 1, delta: { toolUse: { input: input.slice(0, half) } } } },
    { contentBlockDelta: { contentBlockIndex: 1, delta: { toolUse: { input: input.slice(half) } } } },
    { contentBlockStop: { contentBlockIndex: 1 } },
    { messageStop: { stopReason: 'tool_use' } },
  ];
}

/** Answers the n-th question with the n-th answer, by the messages so far and not by counting calls. */
export const inTurn =
  (...answers: readonly Event[][]): Model =>
  (messages) =>
    answers[(messages.length - 1) / 2] ?? says('nothing more');

const json = (response: ServerResponse, body: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const problem = (response: ServerResponse, status: number, code: string): void =>
  void response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ code, status }));
