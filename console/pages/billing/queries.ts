import { infiniteQueryOptions } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/calls.ts';

export type Movement = ItemOf<'listLedger'>;

/** Movements, newest first; as many a page as the route gives, since the days' sums come from them. */
export const ledgerQuery = infiniteQueryOptions({
  queryKey: ['credits', 'ledger'],
  queryFn: ({ pageParam, signal }) =>
    call('listLedger', { query: { limit: 100, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
});
