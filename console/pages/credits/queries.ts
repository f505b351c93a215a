import { infiniteQueryOptions } from '@tanstack/react-query';
import { type ItemOf, listLedger } from '../../api/calls.ts';

export type Movement = ItemOf<'listLedger'>;

/** Movements, newest first. */
export const ledgerQuery = infiniteQueryOptions({
  queryKey: ['credits', 'ledger'],
  queryFn: ({ pageParam, signal }) => listLedger({ query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
});
