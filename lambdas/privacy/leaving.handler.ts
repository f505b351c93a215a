import { SFNClient } from '@aws-sdk/client-sfn';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAccounts } from '../accounts/account-store.ts';
import { openIdentities } from '../accounts/identity-store.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openErasures } from './erasure-store.ts';
import { closeAccount, type LeavingParts, restoreAccount } from './leave.ts';
import { readReceipt } from './receipts.ts';

const parts: LeavingParts = {
  profile: findProfile(env('PROFILE')),
  people: openAccounts(),
  identities: openIdentities(),
  erasures: openErasures(),
  workflows: new SFNClient({}),
};

export const handler = api([
  endpoint({
    route: privacyRoutes.closeAccount,
    run: async (call) => closeAccount(parts, call),
  }),
  endpoint({
    route: privacyRoutes.restoreAccount,
    run: async (call) => restoreAccount(parts, call),
  }),
  endpoint({
    route: privacyRoutes.readReceipt,
    run: async ({ params }) => readReceipt(params.receiptId),
  }),
]);
