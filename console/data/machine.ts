import { queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../api/calls.ts';

export type Machine = NonNullable<Answer<'readMachine'>['machine']>;

const SOON_MS = 2000;
const CALM_MS = 15_000;

/** States that pass by themselves. */
export const isPassing = (state: Machine['state'] | undefined): boolean =>
  state === 'launching' || state === 'starting' || state === 'stopping' || state === 'ending';

/** The machine; asked for often while it changes. */
export const machineQuery = queryOptions({
  queryKey: ['machine'],
  queryFn: async ({ signal }) => (await call('readMachine', { signal })).machine ?? null,
  refetchInterval: ({ state }) => (isPassing(state.data?.state) ? SOON_MS : CALM_MS),
});
