import { type billingRoutes, LOW_BALANCE } from '../../contracts/billing/routes.ts';
import type { AnswerOf } from '../../contracts/spec/route.ts';
import type { Call } from '../platform/http/call.ts';
import type { Balance } from './ledger.ts';
import type { LedgerEntry } from './ledger-items.ts';
import type { LedgerStore } from './ledger-store.ts';

type Credits = AnswerOf<typeof billingRoutes.readCredits>;
type Movement = AnswerOf<typeof billingRoutes.listLedger>['items'][number];

/** What a person sees of the balance. The level follows what is available: held credits start nothing new. */
export const creditsOf = ({ balance, available }: Balance): Credits => ({
  balance,
  available,
  held: balance - available,
  level: levelOf(available),
});

export function movementOf({
  customerId: _customer,
  month: _month,
  once: _once,
  expiresAt: _expiry,
  ...shown
}: LedgerEntry): Movement {
  return shown;
}

export async function listMovements(
  ledger: LedgerStore,
  { actor, query }: Call<typeof billingRoutes.listLedger>,
) {
  const page = await ledger.list(actor.customerId, query);
  return { ...page, items: page.items.map(movementOf) };
}

function levelOf(available: number): Credits['level'] {
  if (available === 0) return 'empty';
  return available < LOW_BALANCE ? 'low' : 'good';
}
