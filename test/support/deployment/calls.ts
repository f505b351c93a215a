import type { ApiAnswer, ApiCall, ApiLine, StreamEvent } from '../target.ts';
import { outputOf, type SharedDeployment } from './shared.ts';

/** Headers of a call: those of the console where a session acts, those of an SDK where a key does. */
function headersOf(deployment: SharedDeployment, { as, body, headers }: ApiCall): Record<string, string> {
  const who: Record<string, string> = {};
  if (as !== undefined && 'apiKey' in as) who['authorization'] = `Bearer ${as.apiKey}`;
  else if (as !== undefined)
    Object.assign(who, {
      cookie: `__Host-session=${as.session}`,
      origin: deployment.origin,
      'x-cloister-csrf': '1',
    });
  return { ...who, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
}

function fetchAt(
  base: string,
  deployment: SharedDeployment,
  line: ApiLine,
  call: ApiCall,
): Promise<Response> {
  const [method = '', path = ''] = line.split(' ');
  return fetch(`${base}${path}`, {
    method,
    headers: headersOf(deployment, call),
    redirect: 'manual',
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
}

/** A call to the API as the emulator serves it. */
export async function callApi(
  deployment: SharedDeployment,
  line: ApiLine,
  call: ApiCall = {},
): Promise<ApiAnswer> {
  const api = outputOf(deployment.outputs, 'api', 'ApiId');
  const answer = await fetchAt(`${deployment.emulator}/_aws/execute-api/${api}/live`, deployment, line, call);
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}

/** A refusal where events were asked for. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';
  readonly status: number;
  readonly problem: unknown;
  constructor(status: number, problem: unknown) {
    super(`the stream was refused: ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** A streamed call through the local edge; breaking out of it closes the connection, as a browser does. */
export async function* callStream(
  deployment: SharedDeployment,
  line: ApiLine,
  call: ApiCall = {},
): AsyncGenerator<StreamEvent> {
  const answer = await fetchAt(deployment.origin, deployment, line, call);
  if (!answer.ok || answer.body === null) throw new StreamRefused(answer.status, await answer.json());
  let rest = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event !== undefined) yield event;
    }
  }
}

function parseEvent(block: string): StreamEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) };
}
