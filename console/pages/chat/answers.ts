import type { TurnEvent } from '../../../contracts/chat/routes.ts';
import type { Effort } from '../../../policy/models.ts';
import { type Answer, call, request } from '../../api/calls.ts';
import { follow, type StreamEvent } from '../../api/event-stream.ts';
import { idempotencyKey } from '../../api/idempotency-key.ts';
import { Problem } from '../../api/problem.ts';
import type { ConversationId, Turn } from '../../data/conversations.ts';
import type { ModelId } from '../../data/models.ts';

/** An answer on its way. It lives beside the pages, so that going elsewhere and coming back loses nothing. */
export interface Answering {
  readonly prompt: string;
  readonly model?: ModelId;
  readonly turnId?: Turn['turnId'];
  readonly region?: string;
  /** What the model thinks before it answers. */
  readonly thinking: string;
  readonly text: string;
  readonly line: 'sending' | 'open' | 'reconnecting';
  readonly stopping: boolean;
  /** Why it ended without being answered, when the conversation itself cannot tell. */
  readonly failure?: unknown;
}

/** What an answer ends with. */
export type Done = Extract<TurnEvent, { type: 'done' }>;

/** What is asked; without a model, the conversation's own answers. */
export interface Question {
  readonly prompt: string;
  readonly model?: ModelId;
  readonly parentId?: Turn['turnId'];
  /** How hard the model is to think first; without it, as little as it can. */
  readonly effort?: Effort;
}

/** Before the first sequence number. */
const BEGINNING = '-1';
const isTurn = (id: string): id is Turn['turnId'] => /^trn_[0-9a-z]{26}$/.test(id);

/** The answers under way in this tab, by conversation. */
export class Answers {
  private readonly under = new Map<ConversationId, Answering>();
  private readonly listeners = new Set<() => void>();
  private readonly leaving = new AbortController();
  private frame = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly of = (conversation: ConversationId): Answering | undefined => this.under.get(conversation);

  /** Asks; settles when the answer is over, whatever its end. */
  async ask(conversation: ConversationId, question: Question): Promise<Done | undefined> {
    const key = idempotencyKey();
    this.set(conversation, {
      prompt: question.prompt,
      ...(question.model && { model: question.model }),
      thinking: '',
      text: '',
      line: 'sending',
      stopping: false,
    });
    const first = async (signal: AbortSignal) => {
      try {
        const params = { conversationId: conversation };
        return await request('takeTurn', { params, body: question, signal }, key);
      } catch (cause) {
        // An earlier try was heard and only its answer was lost. The turn has the key's name, so it can be followed.
        const turnId = `trn_${key}`;
        if (!(cause instanceof Problem && cause.code === 'already_exists' && isTurn(turnId))) throw cause;
        this.named(conversation, { turnId });
        return this.reopen(conversation, turnId, BEGINNING, signal);
      }
    };
    return this.listen(conversation, first);
  }

  /** Attaches to an answer that another tab or an earlier visit began. */
  async attach(conversation: ConversationId, turn: Turn): Promise<Done | undefined> {
    if (this.under.has(conversation)) return undefined;
    const { prompt, model, turnId, region, state } = turn;
    this.set(conversation, {
      prompt,
      model,
      turnId,
      region,
      thinking: '',
      text: '',
      line: 'reconnecting',
      stopping: state === 'stopping',
    });
    const first = (signal: AbortSignal) => this.reopen(conversation, turnId, BEGINNING, signal);
    return this.listen(conversation, first, BEGINNING);
  }

  /** Stops an answer: the model call and the charging end, and what has arrived stays. */
  async stop(conversation: ConversationId): Promise<void> {
    const answering = this.under.get(conversation);
    if (!answering || answering.stopping) return;
    this.set(conversation, { ...answering, stopping: true });
    // Before the first event there is no turn to name: `took` sends the wish then.
    if (answering.turnId) await this.sendStop(conversation, answering.turnId);
  }

  /** Forgets an answer that the conversation itself shows by now, or a failure that was read. */
  clear(conversation: ConversationId): void {
    this.under.delete(conversation);
    this.tell();
  }

  private async listen(
    conversation: ConversationId,
    first: (signal: AbortSignal) => Promise<Response>,
    begun?: string,
  ): Promise<Done | undefined> {
    let done: Done | undefined;
    try {
      await follow({
        signal: this.leaving.signal,
        after: begun,
        open: (after, signal) => {
          const turnId = this.under.get(conversation)?.turnId;
          return turnId === undefined
            ? first(signal)
            : this.reopen(conversation, turnId, after ?? BEGINNING, signal);
        },
        onLine: (line) => this.change(conversation, { line }),
        onEvent: (event) => {
          const read = this.took(conversation, event);
          if (read.type === 'done') done = read;
          return read.type === 'done' || read.type === 'error';
        },
      });
    } catch (failure) {
      this.change(conversation, { failure });
    }
    return done;
  }

  private took(conversation: ConversationId, { data }: StreamEvent): TurnEvent {
    const event: TurnEvent = JSON.parse(data);
    const { thinking = '', text = '' } = this.under.get(conversation) ?? {};
    if (event.type === 'thinking') this.change(conversation, { thinking: thinking + event.text });
    if (event.type === 'delta') this.change(conversation, { text: text + event.text });
    if (event.type === 'error')
      this.change(conversation, {
        failure: new Problem({ status: 200, code: event.code, detail: event.detail }),
      });
    if (event.type === 'start')
      this.named(conversation, { turnId: event.turnId, region: event.region, model: event.model });
    return event;
  }

  /** Now that the turn has a name, a wish to stop it that came earlier can be sent. */
  private named(
    conversation: ConversationId,
    facts: Pick<Turn, 'turnId'> & Partial<Pick<Turn, 'region' | 'model'>>,
  ): void {
    const before = this.under.get(conversation);
    this.change(conversation, facts);
    if (before?.stopping && before.turnId === undefined) void this.sendStop(conversation, facts.turnId);
  }

  private reopen(
    conversationId: ConversationId,
    turnId: Turn['turnId'],
    after: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const params = { conversationId, turnId };
    return request('followTurn', { params, query: { after: Number(after) }, signal });
  }

  private async sendStop(
    conversationId: ConversationId,
    turnId: Turn['turnId'],
  ): Promise<Answer<'stopTurn'> | undefined> {
    try {
      return await call('stopTurn', { params: { conversationId, turnId } });
    } catch {
      // It goes on: let the person press again.
      this.change(conversationId, { stopping: false });
      return undefined;
    }
  }

  private change(conversation: ConversationId, change: Partial<Answering>): void {
    const answering = this.under.get(conversation);
    if (answering) this.set(conversation, { ...answering, ...change });
  }

  private set(conversation: ConversationId, answering: Answering): void {
    this.under.set(conversation, answering);
    this.tell();
  }

  /** Words arrive faster than screens draw: listeners hear of them once a frame. */
  private tell(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const listener of this.listeners) listener();
    });
  }
}

export const answers = new Answers();
