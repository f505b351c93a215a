import { offlineProblem, Problem } from './problem.ts';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Cuts a byte stream into events; comments keep the line alive and are dropped. */
export async function* parseEvents(bytes: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  const reader = bytes.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      // A lone CR at the end may be the first half of CR LF: wait for the other half.
      const blocks = rest.replace(/\r\n|\r(?!$)/g, '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event) yield event;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseBlock(block: string): StreamEvent | undefined {
  const fields = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    if (line === '' || line.startsWith(':')) continue;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    id: fields.get('id')?.at(-1) ?? '',
    event: fields.get('event')?.at(-1) ?? 'message',
    data: data.join('\n'),
  };
}

export interface Following {
  /** Opens the stream: the first time without an id, then after the last id that arrived. */
  readonly open: (after: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** Takes one event and tells whether it was the last. */
  readonly onEvent: (event: StreamEvent) => boolean;
  /** Told when the line breaks and when it is back. */
  readonly onLine?: (state: 'open' | 'reconnecting') => void;
  readonly signal: AbortSignal;
  /** From where to go on, when the stream is known to exist: then a busy server is asked again from the first try on. */
  readonly after?: string | undefined;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The line may break this often in a row, without one event between, before following gives up: about a minute. */
const TRIES = 8;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;

/** Follows a stream to its last event, opening it again after the last id whenever the line breaks. Throws the `Problem` that ends it. */
export async function follow(following: Following): Promise<void> {
  const { onEvent, onLine, signal, pause = wait } = following;
  let after = following.after;
  let exists = after !== undefined;
  for (let tries = 0; tries <= TRIES; tries += 1) {
    try {
      const response = await following.open(after, signal);
      if (!response.body) throw offlineProblem();
      exists = true;
      onLine?.('open');
      for await (const event of parseEvents(response.body)) {
        if (signal.aborted) return;
        tries = 0;
        after = event.id || after;
        if (onEvent(event)) return;
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (cause instanceof Problem && !(exists ? isPassing(cause) : cause.status === 0)) throw cause;
    }
    onLine?.('reconnecting');
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS), signal);
    if (signal.aborted) return;
  }
  throw offlineProblem();
}

/** Refusals that another try may find gone. */
const isPassing = (problem: Problem): boolean =>
  problem.status === 0 || problem.status === 429 || problem.status >= 500;

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
