import { queryOptions } from '@tanstack/react-query';
import { call, type ItemOf } from '../api/calls.ts';

export type Model = ItemOf<'listModels'>;
export type ModelId = Model['id'];

/** Models on offer; they change with a deployment, not while one looks. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => call('listModels', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
