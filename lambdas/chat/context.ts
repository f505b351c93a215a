import { estimatedTokens, mostTokens } from '../models/tokens.ts';
import { byTime, type Turn, type TurnId } from './turns.ts';

/** A message of a conversation, as Converse takes it. */
interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: [{ readonly text: string }];
}

export interface Context {
  readonly messages: Message[];
  /** Our own count of it, and more than it can come to. */
  readonly estimated: number;
  readonly most: number;
}

/** The turns from the first to `last`, each the one that the next follows. Turns whose way back is cut begin there. */
export function pathTo(turns: readonly Turn[], last: TurnId | undefined): Turn[] {
  const byId = new Map(turns.map((turn) => [turn.turnId, turn]));
  const path: Turn[] = [];
  for (let turn = last && byId.get(last); turn; turn = turn.parentId && byId.get(turn.parentId)) {
    path.unshift(turn);
    byId.delete(turn.turnId);
  }
  return path;
}

/** The turn that a new one follows unless it says otherwise. */
export const latestTurn = (turns: readonly Turn[]): TurnId | undefined =>
  turns.toSorted(byTime).at(-1)?.turnId;

/** The conversation so far and the new prompt, as much of it as fits: the oldest turns fall out first. */
export function contextOf(path: readonly Turn[], prompt: string, roomTokens: number): Context {
  const texts: string[] = [prompt];
  const messages: Message[] = [message('user', prompt)];
  let most = mostTokens(prompt);
  for (const { prompt: asked, answer = '' } of path.toReversed()) {
    // A turn without an answer would leave two questions in a row, which models refuse.
    if (answer.trim() === '') continue;
    const more = mostTokens(asked) + mostTokens(answer);
    if (most + more > roomTokens) break;
    most += more;
    texts.push(asked, answer);
    messages.unshift(message('user', asked), message('assistant', answer));
  }
  return { messages, most, estimated: texts.reduce((sum, text) => sum + estimatedTokens(text), 0) };
}

const message = (role: Message['role'], text: string): Message => ({ role, content: [{ text }] });
