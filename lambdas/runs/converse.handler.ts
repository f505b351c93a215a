import { runRoutes } from '../../contracts/runs/routes.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { openLedger } from '../billing/ledger-store.ts';
import { openOwners } from '../machines/owner-store.ts';
import { modelRegionGroup, openRetentionGuard } from '../models/retention-guard-store.ts';
import { accessTo } from '../platform/aws/access.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { type ConverseParts, openConverse } from './converse.ts';
import { RunStates } from './run-state-store.ts';

const parts: ConverseParts = {
  owners: openOwners(),
  guard: openRetentionGuard(),
  states: new RunStates(documents, env(runs.env)),
  runsTable: env(runs.env),
  ledger: openLedger(),
  models: accessTo('bedrock-runtime'),
  group: modelRegionGroup(),
};

export const handler = streamApi([
  streamEndpoint({ route: runRoutes.converse, open: (call) => openConverse(parts, call) }),
]);
