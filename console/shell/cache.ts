import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { sessionQuery } from '../data/session.ts';

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
