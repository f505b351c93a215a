import { LedgerStore } from '../../lambdas/billing/ledger-store.ts';
import { documentsOf } from './evidence/storage.ts';
import type { Target } from './target.ts';

/** The ledger of a deployment with an administrator's rights, to look at it and to prepare it. */
export const ledgerOf = (target: Pick<Target, 'aws'>): LedgerStore =>
  new LedgerStore(documentsOf(target), {
    balances: target.aws.nameOf('balances'),
    ledger: target.aws.nameOf('ledger'),
  });
