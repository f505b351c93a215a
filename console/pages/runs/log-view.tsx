import { createElement, Fragment, useRef } from 'react';
import { IconButton } from '../../design/button.tsx';
import { useFollowing } from '../../design/following.ts';
import { Failure } from '../../design/notice.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { isPast } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { type LogLine, useLog } from './log.ts';
import { messages } from './messages.ts';
import { isUnderWay, type Run } from './queries.ts';

const say = words(messages);
const clockOf = (at: string): string => new Date(at).toLocaleTimeString(undefined, { hour12: false });

/** The log, which follows while the run goes on. */
export function LogView({ run, onEnd }: { readonly run: Run; readonly onEnd: () => void }) {
  const log = useLog(run.runId, onEnd);
  const place = useRef<HTMLElement>(null);
  const { behind, stick, scrolled } = useFollowing(place);
  const live = isUnderWay(run.state);
  const gone = isPast(run.logExpiresAt);
  return (
    <section className="log">
      <h2 className="label">
        {say('runs.log')}
        {live && (
          <span className="quiet">
            {' '}
            ·{' '}
            {say(
              log.line === 'reconnecting' && log.lines.length > 0
                ? 'runs.log.reconnecting'
                : 'runs.log.follows',
            )}
          </span>
        )}
      </h2>
      <div className="log-frame">
        <Scroll className="log-lines" label={say('runs.log')} place={place} onScroll={scrolled}>
          {log.lines.length === 0 && (
            <p className="quiet">{say(gone ? 'runs.log.gone' : 'runs.log.empty')}</p>
          )}
          {createElement(Fragment, null, ...log.lines.map(drawLine))}
        </Scroll>
        {behind && (
          <IconButton small kind="plain" icon="chevron-down" label={say('runs.log.latest')} onPress={stick} />
        )}
      </div>
      {log.failure !== undefined && <Failure error={log.failure} />}
    </section>
  );
}

const drawLine = (line: LogLine) => (
  <p data-stream={line.stream}>
    <time dateTime={line.at}>{clockOf(line.at)}</time>
    <span className="log-stream">{say(`runs.stream.${line.stream}`)}</span>
    <span className="log-text">{line.text}</span>
  </p>
);
