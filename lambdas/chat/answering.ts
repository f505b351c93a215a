import type { LedgerStore } from '../billing/ledger-store.ts';
import type { AskModel } from '../models/question.ts';
import type { Use } from '../models/reservation.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { TurnStore } from './turn-store.ts';
import type { Turn } from './turns.ts';

/** What answering needs of the world. */
export interface AnswerParts {
  readonly ask: AskModel;
  readonly turns: Pick<TurnStore, 'state' | 'end' | 'endItem'>;
  readonly chunks: Pick<ChunkStore, 'put' | 'deleteOf'>;
  readonly ledger: Pick<LedgerStore, 'settle'> & {
    readonly holds: Pick<LedgerStore['holds'], 'read' | 'release'>;
  };
  readonly clock: () => number;
}

/** One turn to be answered: stored, paid for in advance, with everything that it needs. */
export interface Work {
  readonly turn: Turn;
  readonly key: DataKey;
  readonly use: Use;
}
