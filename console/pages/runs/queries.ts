import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../../api/calls.ts';

export type Run = Answer<'readRun'>;
export type RunId = Run['runId'];

const SOON_MS = 3000;

/** States in which the agent has not finished. */
export const isUnderWay = (state: Run['state']): boolean =>
  state === 'queued' || state === 'running' || state === 'stopping';

/** Runs, newest first; asked for again while one is under way. */
export const runsQuery = infiniteQueryOptions({
  queryKey: ['runs'],
  queryFn: ({ pageParam, signal }) => call('listRuns', { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
  refetchInterval: ({ state }) =>
    state.data?.pages.some((page) => page.items.some((run) => isUnderWay(run.state))) ? SOON_MS : false,
});

export const runQuery = (runId: RunId) =>
  queryOptions({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => call('readRun', { params: { runId }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? SOON_MS : false),
  });
