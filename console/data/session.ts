import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from '../api/calls.ts';
import { Problem } from '../api/problem.ts';

/** Who is signed in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      return await call('readSession', { signal });
    } catch (cause) {
      if (cause instanceof Problem && cause.code === 'unauthenticated') return null;
      throw cause;
    }
  },
  staleTime: 5 * 60_000,
});

/** Ends the session here and at the identity service, and forgets what this tab knows. */
export async function leave(queries: QueryClient): Promise<void> {
  const { continueAt } = await call('signOut', {});
  queries.clear();
  location.assign(continueAt);
}
