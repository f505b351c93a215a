import { setTimeout as pause } from 'node:timers/promises';
import { chatRoutes } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns as turnTable } from '../../contracts/chat/stores.ts';
import { openLedger } from '../billing/ledger-store.ts';
import { offeredModels } from '../models/offer.ts';
import { openModels } from '../models/providers.ts';
import { openRetentionGuard } from '../models/retention-guard.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { env } from '../platform/env.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { ChunkStore } from './chunk-store.ts';
import { ConversationStore } from './conversation-store.ts';
import { openTurn } from './follow-turn.ts';
import { takeTurn } from './take-turn.ts';
import { TurnStore } from './turn-store.ts';

const parts = {
  guard: openRetentionGuard(),
  keys: openContentKeys(),
  conversations: openStore(ConversationStore, conversations),
  turns: openStore(TurnStore, turnTable),
  chunks: openStore(ChunkStore, answerChunks),
  ledger: openLedger(),
  ask: openModels(),
  region: env('HOME_REGION'),
  offered: offeredModels(),
  clock: Date.now,
  pause,
};

export const handler = streamApi([
  streamEndpoint({ route: chatRoutes.takeTurn, open: (call) => takeTurn(parts, call) }),
  streamEndpoint({ route: chatRoutes.followTurn, open: (call) => openTurn(parts, call) }),
]);
