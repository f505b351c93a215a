import { type TurnEvent, turnEvent } from '../../../contracts/chat/routes.ts';
import type { Person, Target } from '../target.ts';
import { at } from './template.ts';

/** A question and all that came of it. */
export interface Exchanged {
  readonly conversationId: string;
  readonly turnId: string;
  readonly events: readonly TurnEvent[];
  /** The deltas put together. */
  readonly answer: string;
  readonly done: Extract<TurnEvent, { type: 'done' }> | undefined;
}

/** Begins a conversation and gives its id. */
export async function beginConversation(
  target: Pick<Target, 'api'>,
  person: Person,
  title = 'Evidence',
): Promise<string> {
  const begun = await target.api('POST /v1/conversations', { as: person, body: { title } });
  if (begun.status !== 201) throw new Error(`A conversation could not be begun: ${begun.status}.`);
  return String(at(begun.body, 'conversationId'));
}

/** Asks in a conversation, by its own model where none is named, and hands on each event as it arrives. */
export async function* askIn(
  target: Pick<Target, 'stream'>,
  person: Person,
  conversationId: string,
  prompt: string,
  model?: string,
): AsyncGenerator<TurnEvent> {
  const path = `/v1/conversations/${conversationId}/turns`;
  const body = { prompt, ...(model === undefined ? {} : { model }) };
  for await (const { data } of target.stream(`POST ${path}`, { as: person, body }))
    yield turnEvent.parse(data);
}

/** Asks in a new conversation and waits for the end of the answer. */
export async function ask(
  target: Pick<Target, 'api' | 'stream'>,
  person: Person,
  prompt: string,
  model?: string,
): Promise<Exchanged> {
  const conversationId = await beginConversation(target, person);
  const events: TurnEvent[] = [];
  for await (const event of askIn(target, person, conversationId, prompt, model)) events.push(event);
  return { conversationId, ...readEvents(events) };
}

/** Asks for a long answer and stops it after a few pieces; `before` looks at it while it is still on its way. */
export async function askAndStop(
  target: Pick<Target, 'api' | 'stream'>,
  person: Person,
  before?: () => Promise<void>,
): Promise<Exchanged> {
  const conversationId = await beginConversation(target, person);
  const events: TurnEvent[] = [];
  for await (const event of askIn(target, person, conversationId, '[[models tokens=600 pace=50]]')) {
    events.push(event);
    if (events.length !== 6) continue;
    await before?.();
    const path = `/v1/conversations/${conversationId}/turns/${readEvents(events).turnId}/stop`;
    const { status } = await target.api(`POST ${path}`, { as: person });
    if (status !== 202) throw new Error(`A stop was answered ${status}.`);
  }
  return { conversationId, ...readEvents(events) };
}

/** What a list of events says. */
export function readEvents(events: readonly TurnEvent[]): Omit<Exchanged, 'conversationId'> {
  const start = events.find((event) => event.type === 'start');
  return {
    turnId: start?.turnId ?? '',
    events,
    answer: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
    done: events.find((event) => event.type === 'done'),
  };
}
