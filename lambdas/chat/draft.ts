import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { MAX_THINKING_BYTES } from '../../contracts/chat/stores.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';

/** Consecutive deltas of an answer, from the position of their first character. */
export interface Piece {
  readonly first: number;
  readonly deltas: readonly string[];
  /** How many of them, the first, are thinking. */
  readonly thoughts?: number | undefined;
}

/** A delta of an answer, or of the thinking before it, and its sequence number. */
export interface Delta {
  readonly type: 'thinking' | 'delta';
  readonly seq: number;
  readonly text: string;
}

/**
 * An answer as it grows, after what was thought before it. A delta's sequence number is the position of its last
 * character in both, so what follows it is found again in the finished texts, after all pieces are gone.
 */
export class Draft {
  thinking = '';
  private length = 0;
  private unkept: Delta[] = [];
  private keptTo = 0;

  add(text: string): Delta {
    return this.append('delta', text);
  }

  /** Nothing where the answer has begun, or of a thought too long to be kept: positions would not hold. */
  think(text: string): Delta | undefined {
    const whole = this.thinking + text;
    if (this.length > this.thinking.length || Buffer.byteLength(whole) > MAX_THINKING_BYTES) return undefined;
    this.thinking = whole;
    return this.append('thinking', text);
  }

  /** What no piece holds yet. */
  piece(): Piece | undefined {
    if (this.unkept.length === 0) return undefined;
    const thoughts = this.unkept.filter(({ type }) => type === 'thinking').length;
    const deltas = this.unkept.map(({ text }) => text);
    return { first: this.keptTo, deltas, ...(thoughts === 0 ? {} : { thoughts }) };
  }

  /** Notes that a piece is stored; what was added meanwhile waits for the next. */
  keep(piece: Piece): void {
    this.unkept = this.unkept.slice(piece.deltas.length);
    this.keptTo = endOf(piece);
  }

  private append(type: Delta['type'], text: string): Delta {
    this.length += text.length;
    const delta = { type, seq: this.length - 1, text };
    this.unkept.push(delta);
    return delta;
  }
}

/** The position after the last character of a piece. */
export const endOf = ({ first, deltas }: Piece): number =>
  deltas.reduce((position, text) => position + text.length, first);

/** The deltas that pieces hold from a position on, without a gap; where one is missing, they end before it. */
export function deltasFrom(pieces: readonly Piece[], position: number): Delta[] {
  const found: Delta[] = [];
  let next = position;
  for (const { first, deltas, thoughts = 0 } of pieces) {
    let at = first;
    if (at > next) break;
    for (const [index, text] of deltas.entries()) {
      const rest = text.slice(Math.max(0, next - at));
      at += text.length;
      if (rest === '' || at <= next) continue;
      found.push({ type: index < thoughts ? 'thinking' : 'delta', seq: at - 1, text: rest });
      next = at;
    }
  }
  return found;
}

/** What finished texts hold from a position on. */
export function restFrom(thinking: string, answer: string, position: number): Delta[] {
  const whole = thinking.length + answer.length;
  const rests: Delta[] = [
    { type: 'thinking', seq: thinking.length - 1, text: thinking.slice(position) },
    { type: 'delta', seq: whole - 1, text: answer.slice(Math.max(0, position - thinking.length)) },
  ];
  return rests.filter(({ text }) => text !== '');
}

/** A delta as it is sent. */
export const eventOf = (delta: Delta): StreamEvent<TurnEvent> => ({ id: delta.seq, data: delta });
