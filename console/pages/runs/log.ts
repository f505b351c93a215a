import { useEffect, useRef, useState } from 'react';
import { type Answer, request } from '../../api/calls.ts';
import { follow } from '../../api/event-stream.ts';
import type { RunId } from './queries.ts';

type LogEvent = Answer<'followRunLog'>;
export type LogLine = Extract<LogEvent, { type: 'lines' }>['lines'][number];

/** Before the first sequence number. */
const BEGINNING = '-1';

export interface Log {
  readonly lines: readonly LogLine[];
  readonly line: 'open' | 'reconnecting' | 'ended';
  readonly failure?: unknown;
}

/** Follows the log of a run while its page is open, which is another one for each run; `onEnd` hears when the run is over. */
export function useLog(runId: RunId, onEnd: () => void): Log {
  const [log, setLog] = useState<Log>({ lines: [], line: 'reconnecting' });
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(() => {
    const leaving = new AbortController();
    follow({
      signal: leaving.signal,
      after: BEGINNING,
      open: (after, signal) =>
        request('followRunLog', { params: { runId }, query: { after: Number(after ?? BEGINNING) }, signal }),
      onLine: (line) => setLog((now) => ({ ...now, line })),
      onEvent: ({ data }) => {
        const event: LogEvent = JSON.parse(data);
        if (event.type === 'lines') setLog((now) => ({ ...now, lines: [...now.lines, ...event.lines] }));
        else ended.current();
        return event.type === 'done';
      },
    }).then(
      () => setLog((now) => ({ ...now, line: 'ended' })),
      (failure: unknown) => setLog((now) => ({ ...now, line: 'ended', failure })),
    );
    return () => leaving.abort();
  }, [runId]);
  return log;
}
