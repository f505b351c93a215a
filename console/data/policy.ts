import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/calls.ts';

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => call('readPolicy', { signal }),
  staleTime: 5 * 60_000,
});

/** Its versions, newest first. */
export const policyVersionsQuery = queryOptions({
  queryKey: ['policy', 'versions'],
  queryFn: ({ signal }) => call('listPolicyVersions', { signal }),
  staleTime: 5 * 60_000,
});
