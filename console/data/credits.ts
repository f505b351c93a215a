import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../api/calls.ts';

/** The balance that is always in sight. */
export const creditsQuery = queryOptions({
  queryKey: ['credits'],
  queryFn: ({ signal }) => call('readCredits', { signal }),
  staleTime: 15_000,
  placeholderData: keepPreviousData,
});
