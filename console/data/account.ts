import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/calls.ts';

/** The account of who is signed in. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => call('readAccount', { signal }),
});
