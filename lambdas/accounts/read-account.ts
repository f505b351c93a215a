import type { UserId } from '../../contracts/ids.ts';
import { Problem } from '../platform/http/problem.ts';
import type { OnboardingParts } from './onboard.ts';
import { addressOf } from './user-pool-store.ts';

/** What a person sees of the own account; the address comes from the identity service, which alone has it. */
export async function readAccount(
  { accounts, store, people }: Pick<OnboardingParts, 'accounts' | 'store' | 'people'>,
  user: UserId,
) {
  const [account, accepted] = await Promise.all([accounts.find(user), store.listAcceptances(user)]);
  if (account === undefined) throw new Problem('not_found');
  const email = addressOf(await people.find(account.subject));
  const { userId, state, plan, createdAt } = account;
  return {
    userId,
    email,
    state,
    plan,
    createdAt,
    acceptances: accepted.map(({ document, acceptedAt }) => ({ document, acceptedAt })),
  };
}
