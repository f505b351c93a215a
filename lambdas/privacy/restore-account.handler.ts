import { openAccounts } from '../accounts/account-store.ts';
import { openTokens } from '../accounts/token-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { openWrapping } from '../platform/keys/content-keys.ts';
import { openRecovery } from '../platform/keys/recovery.ts';
import { stepsHandler } from '../platform/step.ts';
import { openErasures } from './erasure-store.ts';
import { restoringSteps } from './restore-account.ts';

const parts = {
  people: openAccounts(),
  sessions: openTokens(),
  erasures: openErasures(),
  audit: openAudit(),
  recovery: openRecovery(),
  credentialKeys: openWrapping('credentials'),
};

export const handler = stepsHandler(restoringSteps(parts));
