import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Pending } from '../../design/loaded.tsx';
import { When } from '../../design/pieces.tsx';
import { creditFigure } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { runsQuery } from './queries.ts';
import { RunState } from './state.tsx';

const say = words(messages);

/** The runs with how they stand, what they cost and when. */
export function RunList({ current }: { readonly current: string }) {
  const query = useInfiniteQuery(runsQuery);
  const runs = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {current === 'all' && <h1 className="side-title">{say('runs.list')}</h1>}
      <div className="side-head">
        <Link
          href="/runs"
          className="button"
          data-kind="plain"
          aria-current={current === '' ? 'page' : undefined}
        >
          <Icon name="plus" />
          {say('runs.new')}
        </Link>
      </div>
      <nav className="side-list" aria-label={say('runs.list')}>
        {!runs && <Pending query={query} lines={6} />}
        {runs?.length === 0 && <p className="quiet">{say('runs.none')}</p>}
        <ul>
          {runs?.map((run) => (
            <li key={run.runId}>
              <Link
                href={`/runs/${run.runId}`}
                className="run-row"
                aria-current={run.runId === current ? 'page' : undefined}
              >
                <span className="run-row-task">{run.prompt}</span>
                <span className="quiet run-row-facts">
                  <RunState state={run.state} />
                  <span className="figures">
                    {say('runs.cost', { amount: creditFigure(run.cost) })} · <When at={run.createdAt} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <Button small kind="quiet" onPress={() => void query.fetchNextPage()}>
            {say('runs.older')}
          </Button>
        )}
      </nav>
    </>
  );
}
