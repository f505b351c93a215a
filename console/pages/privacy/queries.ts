import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/calls.ts';

export type HeldStore = ItemOf<'readInventory'>;
export type Export = ItemOf<'listExports'>;
export type AuditEvent = ItemOf<'readAudit'>;

const SOON_MS = 2000;

/** What is held, counted when one looks. */
export const inventoryQuery = queryOptions({
  queryKey: ['privacy', 'inventory'],
  queryFn: ({ signal }) => call('readInventory', { signal }),
});

/** Exports of the last day; asked for again while one is collected. */
export const exportsQuery = queryOptions({
  queryKey: ['privacy', 'exports'],
  queryFn: ({ signal }) => call('listExports', { signal }),
  refetchInterval: ({ state }) =>
    state.data?.items.some((item) => item.state === 'collecting') ? SOON_MS : false,
});

export const auditQuery = infiniteQueryOptions({
  queryKey: ['privacy', 'audit'],
  queryFn: ({ pageParam, signal }) => call('readAudit', { query: { limit: 100, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
});
