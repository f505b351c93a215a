import type { QueryClient } from '@tanstack/react-query';
import { signOut } from '../api/calls.ts';

/** Ends the session here and at the identity service, and forgets what this tab knows. */
export async function leave(queries: QueryClient): Promise<void> {
  const { continueAt } = await signOut({});
  queries.clear();
  location.assign(continueAt);
}
