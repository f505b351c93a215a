import { SFNClient } from '@aws-sdk/client-sfn';
import { accounts } from '../../contracts/accounts/stores.ts';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { erasures } from '../../contracts/privacy/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { ErasureStore } from './erasure-store.ts';
import { closeAccount, type LeavingParts, restoreAccount } from './leave.ts';
import { readReceipt } from './receipt-store.ts';

const parts: LeavingParts = {
  profile: findProfile(env('PROFILE')),
  people: new AccountStore(documents, env(accounts.env)),
  erasures: new ErasureStore(documents, env(erasures.env)),
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
