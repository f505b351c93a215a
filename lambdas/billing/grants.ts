import { balances, ledger } from '../../contracts/billing/stores.ts';
import { type Grant, table } from '../platform/function.ts';

/** What a function needs to reserve and to give back (`HoldStore`). */
export const reserving: readonly Grant[] = [table(balances, 'GetItem', 'UpdateItem')];

/** What a function needs to charge or grant (`LedgerStore`); it can change or remove no movement. */
export const charging: readonly Grant[] = [...reserving, table(ledger, 'Query', 'PutItem')];
