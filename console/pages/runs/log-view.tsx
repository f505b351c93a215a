import { IconButton } from '../../design/button.tsx';
import { useFollowing } from '../../design/following.ts';
import { Failure } from '../../design/notice.tsx';
import { words } from '../../words/words.ts';
import { useLog } from './log.ts';
import { messages } from './messages.ts';
import { isUnderWay, type Run } from './queries.ts';

const say = words(messages);
const clockOf = (at: string): string => new Date(at).toLocaleTimeString(undefined, { hour12: false });

/** The log, which follows while the run goes on. */
export function LogView({ run, onEnd }: { readonly run: Run; readonly onEnd: () => void }) {
  const log = useLog(run.runId, onEnd);
  const following = useFollowing(String(log.lines.length));
  const live = isUnderWay(run.state);
  const gone = Date.parse(run.logExpiresAt) < Date.now();
  return (
    <section className="log">
      <h2 className="label">
        {say('runs.log')}
        {live && <span className="quiet"> · {say(log.line === 'reconnecting' && log.lines.length > 0 ? 'runs.log.reconnecting' : 'runs.log.follows')}</span>}
      </h2>
      <div className="log-frame">
        <div className="log-lines" ref={following.place} onScroll={following.scrolled} tabIndex={0} role="log" aria-label={say('runs.log')} aria-live="off">
          {log.lines.length === 0 && <p className="quiet">{say(gone ? 'runs.log.gone' : 'runs.log.empty')}</p>}
          {log.lines.map((line, index) => (
            <p key={index} data-stream={line.stream}>
              <time dateTime={line.at}>{clockOf(line.at)}</time>
              <span className="log-stream">{say(`runs.stream.${line.stream}`)}</span>
              <span className="log-text">{line.text}</span>
            </p>
          ))}
        </div>
        {following.behind && <IconButton small kind="plain" icon="chevron-down" label={say('runs.log.latest')} onPress={following.stick} />}
      </div>
      {log.failure !== undefined && <Failure error={log.failure} />}
    </section>
  );
}
