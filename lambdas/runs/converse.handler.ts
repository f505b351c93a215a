import { runRoutes } from '../../contracts/runs/routes.ts';
import { openLedger } from '../billing/ledger-store.ts';
import { openOwners } from '../machines/owners.ts';
import { offeredModels } from '../models/offer.ts';
import { openModels } from '../models/providers.ts';
import { openRetentionGuard } from '../models/retention-guard.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { type ConverseParts, openConverse } from './converse.ts';
import { openRunStates } from './run-state-store.ts';

const parts: ConverseParts = {
  owners: openOwners(),
  guard: openRetentionGuard(),
  states: openRunStates(),
  ledger: openLedger(),
  ask: openModels(),
  offered: offeredModels(),
};

export const handler = streamApi([
  streamEndpoint({
    route: runRoutes.converse,
    open: (call) => openConverse(parts, call),
    admit: (instanceId) => parts.owners.of(instanceId),
  }),
]);
