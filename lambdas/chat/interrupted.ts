import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { ChunkStore } from './chunk-store.ts';
import { type Delta, deltasFrom } from './draft.ts';
import type { TurnStore } from './turn-store.ts';
import { interruptedEnding, isOverdue, type Turn } from './turns.ts';

/** Where turns and their pieces lie. */
export interface Turns {
  readonly turns: Pick<TurnStore, 'end'>;
  readonly chunks: Pick<ChunkStore, 'from'>;
}

/**
 * A turn as it stands now. One whose function died is ended by whoever reads it next, with what its pieces still hold:
 * an index of unfinished turns for a sweeper would cost two write units of every turn that ends well.
 */
export async function asItStands(
  { turns, chunks }: Turns,
  key: DataKey,
  turn: Turn,
  now: number,
): Promise<Turn> {
  if (!isOverdue(turn, now)) return turn;
  const pieces = await chunks.from(turn.userId, key, turn.turnId, 0);
  const salvaged = deltasFrom(pieces, 0);
  const textOf = (wanted: Delta['type']) =>
    salvaged.map(({ type, text }) => (type === wanted ? text : '')).join('');
  const ending = interruptedEnding(textOf('thinking'), textOf('delta'), now);
  await turns.end(key, turn, ending);
  return { ...turn, ...ending };
}
