import { isExported } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAccounts } from '../accounts/account-store.ts';
import { env } from '../platform/env.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { stepsHandler } from '../platform/step.ts';
import { archiveSteps } from './export-archive.ts';
import { openExports } from './export-store.ts';
import { openInnerKeepers } from './keepers/inner.ts';
import { openTransfer } from './transfer-store.ts';

const { product, capabilities } = findProfile(env('PROFILE'));
const parts = {
  people: openAccounts(),
  exported: openExports(),
  transfer: openTransfer(),
  keepers: openInnerKeepers(),
  keys: openContentKeys(),
  stores: storesOf(capabilities).filter(isExported),
  operator: { product, privacyContact: env('PRIVACY_CONTACT') },
};

export const handler = stepsHandler(archiveSteps(parts));
