import { machineRoutes } from '../../contracts/machines.ts';
import { runs } from '../../contracts/runs.ts';
import { openLedger } from '../billing/ledger-store.ts';
import { accessTo } from '../platform/aws/access.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { streamApi, streamEndpoint } from '../platform/http/stream-endpoint.ts';
import { openOwners } from '../platform/machines/owner.ts';
import { modelRegionGroup, openRetentionGuard } from '../platform/models/retention-guard.ts';
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
  streamEndpoint({ route: machineRoutes.converse, open: (call) => openConverse(parts, call) }),
]);
