import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/calls.ts';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => call('readAccount', { signal }),
});
