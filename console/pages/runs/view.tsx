import { useParams } from 'wouter';
import { LostPage } from '../../design/lost.tsx';
import { Split } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import { RunList } from './list.tsx';
import { messages } from './messages.ts';
import { NewRun } from './new-run.tsx';
import type { RunId } from './queries.ts';
import { RunView } from './run.tsx';
import './runs.css';

const say = words(messages);
const isRun = (id: string): id is RunId => /^run_[0-9a-z]{26}$/.test(id);

/** `/runs` starts one, `/runs/all` is the list on a narrow screen, `/runs/run_…` one run. */
export function Runs() {
  const { runId: id = '' } = useParams<{ runId?: string }>();
  if (id !== '' && id !== 'all' && !isRun(id)) return <LostPage />;
  return (
    <Split label={say('runs.list')} open={id !== 'all'} list={<RunList current={id} />}>
      {isRun(id) ? <RunView key={id} runId={id} /> : <NewRun />}
    </Split>
  );
}
