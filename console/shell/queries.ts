import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { readCredits, readSession } from '../api/calls.ts';
import { Problem } from '../api/problem.ts';

/** Who is signed in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      return await readSession({ signal });
    } catch (cause) {
      if (cause instanceof Problem && cause.code === 'unauthenticated') return null;
      throw cause;
    }
  },
  staleTime: 5 * 60_000,
});

/** The balance that is always in sight. */
export const creditsQuery = queryOptions({
  queryKey: ['credits'],
  queryFn: ({ signal }) => readCredits({ signal }),
  staleTime: 15_000,
  placeholderData: keepPreviousData,
});

const MAX_RETRIES = 2;
const worthRetrying = (failures: number, cause: unknown): boolean =>
  failures < MAX_RETRIES && cause instanceof Problem && cause.status >= 500;

/** The cache of answers; it lives in memory and ends with the tab. */
export function makeQueries(): QueryClient {
  const ended = (cause: unknown) => {
    if (cause instanceof Problem && cause.code === 'unauthenticated')
      queries.setQueryData(sessionQuery.queryKey, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: ended }),
    mutationCache: new MutationCache({ onError: ended }),
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
