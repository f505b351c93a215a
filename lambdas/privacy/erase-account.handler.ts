import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { erasures } from '../../contracts/privacy/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { TokenStore } from '../accounts/token-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { openRecovery } from '../platform/keys/recovery.ts';
import { stepsHandler } from '../platform/step.ts';
import { closingSteps } from './close-account.ts';
import { ErasureStore } from './erasure-store.ts';
import type { ErasureParts } from './erasure-work.ts';
import { openKeepers } from './keepers/keepers.ts';
import { erasingSteps } from './prove-erasure.ts';

const parts: ErasureParts = {
  profile: findProfile(env('PROFILE')),
  people: new AccountStore(documents, env(accounts.env)),
  sessions: new TokenStore(documents, env(tokens.env)),
  erasures: new ErasureStore(documents, env(erasures.env)),
  audit: openAudit(),
  recovery: openRecovery(),
  keepers: openKeepers(),
};

export const handler = stepsHandler({ ...closingSteps(parts), ...erasingSteps(parts) });
