/** Consecutive deltas of an answer, from the position of their first character. */
export interface Piece {
  readonly first: number;
  readonly deltas: readonly string[];
}

/** A delta of an answer and its sequence number. */
export interface Delta {
  readonly seq: number;
  readonly text: string;
}

/**
 * An answer as it grows. A delta's sequence number is the position of its last character in the answer, so what follows
 * it is found again in the finished text, after all pieces are gone.
 */
export class Draft {
  private length = 0;
  private unkept: string[] = [];
  private keptTo = 0;

  add(text: string): Delta {
    this.length += text.length;
    this.unkept.push(text);
    return { seq: this.length - 1, text };
  }

  /** What no piece holds yet. */
  piece(): Piece | undefined {
    return this.unkept.length === 0 ? undefined : { first: this.keptTo, deltas: [...this.unkept] };
  }

  /** Notes that a piece is stored; what was added meanwhile waits for the next. */
  keep(piece: Piece): void {
    this.unkept = this.unkept.slice(piece.deltas.length);
    this.keptTo = endOf(piece);
  }
}

/** The position after the last character of a piece. */
export const endOf = ({ first, deltas }: Piece): number =>
  deltas.reduce((position, text) => position + text.length, first);

/** The deltas that pieces hold from a position on, without a gap; where one is missing, they end before it. */
export function deltasFrom(pieces: readonly Piece[], position: number): Delta[] {
  const found: Delta[] = [];
  let next = position;
  for (const piece of pieces) {
    let at = piece.first;
    if (at > next) break;
    for (const text of piece.deltas) {
      const rest = text.slice(Math.max(0, next - at));
      at += text.length;
      if (rest === '' || at <= next) continue;
      found.push({ seq: at - 1, text: rest });
      next = at;
    }
  }
  return found;
}
