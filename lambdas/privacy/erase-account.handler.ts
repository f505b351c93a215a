import { findProfile } from '../../policy/profiles/all.ts';
import { openAccounts } from '../accounts/account-store.ts';
import { openTokens } from '../accounts/token-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { openRecovery } from '../platform/keys/recovery.ts';
import { stepsHandler } from '../platform/step.ts';
import { closingSteps } from './close-account.ts';
import { openErasures } from './erasure-store.ts';
import type { ErasureParts } from './erasure-work.ts';
import { openKeepers } from './keepers/keepers.ts';
import { erasingSteps } from './prove-erasure.ts';

const parts: ErasureParts = {
  profile: findProfile(env('PROFILE')),
  people: openAccounts(),
  sessions: openTokens(),
  erasures: openErasures(),
  audit: openAudit(),
  recovery: openRecovery(),
  keepers: openKeepers(),
  longestLife: Number(env('LONGEST_LIFE')),
};

export const handler = stepsHandler({ ...closingSteps(parts), ...erasingSteps(parts) });
