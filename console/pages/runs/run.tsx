import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { findModel } from '../../../policy/models.ts';
import { call } from '../../api/calls.ts';
import { creditsQuery } from '../../data/credits.ts';
import { Button } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Icon } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Markdown } from '../../design/markdown.tsx';
import { Failure, Notice } from '../../design/notice.tsx';
import { useTitle } from '../../design/page.tsx';
import { Copy } from '../../design/pieces.tsx';
import { useShortcut } from '../../design/shortcuts.ts';
import { tell } from '../../design/toasts.tsx';
import { creditFigure, day, span } from '../../words/amounts.ts';
import { hasWords, words } from '../../words/words.ts';
import { LogView } from './log-view.tsx';
import { messages } from './messages.ts';
import { isUnderWay, type Run, type RunId, runQuery, runsQuery } from './queries.ts';
import { RunState } from './state.tsx';

const say = words(messages);

/** One run: its task, how it stands, its result, and the log that follows. */
export function RunView({ runId }: { readonly runId: RunId }) {
  const queries = useQueryClient();
  const query = useQuery(runQuery(runId));
  const renew = () => {
    void queries.invalidateQueries({ queryKey: runQuery(runId).queryKey });
    void queries.invalidateQueries({ queryKey: runsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: creditsQuery.queryKey });
  };
  useTitle(query.data?.prompt.slice(0, 60) ?? say('runs.title'));
  return (
    <div className="run">
      <Loaded query={query}>
        {(run) => (
          <>
            <Head run={run} onChange={renew} />
            <section>
              <h2 className="label">{say('runs.task')}</h2>
              <p className="run-task">{run.prompt}</p>
            </section>
            {run.state === 'failed' && (
              <Notice kind="warn" title={say('runs.state.failed')}>
                {run.failure && <Why failure={run.failure} />}
                <p>{say('runs.failed.text')}</p>
              </Notice>
            )}
            {run.output && (
              <section className="run-result">
                <h2 className="label">
                  {say('runs.result')} <Copy bare text={run.output} label={say('runs.result.copy')} />
                </h2>
                <Markdown text={run.output} />
              </section>
            )}
            <LogView run={run} onEnd={renew} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Why({ failure }: { readonly failure: string }) {
  // The runner writes its reasons with hyphens, the platform with underscores.
  const id = `runs.failure.${failure.replaceAll('-', '_')}`;
  return hasWords(messages, id) ? <p>{say(id)}</p> : <p className="quiet code">{failure}</p>;
}

function Head({ run, onChange }: { readonly run: Run; readonly onChange: () => void }) {
  const [deleting, setDeleting] = useState(false);
  const under = isUnderWay(run.state);
  const stop = useMutation({
    mutationFn: () => call('stopRun', { params: { runId: run.runId } }),
    onSettled: onChange,
  });
  const stoppable = under && run.state !== 'stopping' && !stop.isPending;
  useShortcut('escape', () => stop.mutate(), stoppable);
  const took =
    run.startedAt && run.endedAt
      ? span((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)
      : undefined;
  return (
    <header className="run-head">
      <Link href="/runs/all" className="narrow-back">
        <Icon name="chevron-left" />
        {say('runs.back')}
      </Link>
      <div role="status">
        <h1>
          <RunState state={run.state} />
        </h1>
      </div>
      <div className="buttons">
        {under ? (
          <Button icon="square" onPress={() => stop.mutate()} isDisabled={!stoppable}>
            {say('runs.stop')}
            <kbd>Esc</kbd>
          </Button>
        ) : (
          <Button kind="danger" icon="trash-2" onPress={() => setDeleting(true)}>
            {say('runs.delete')}
          </Button>
        )}
      </div>
      <p className="run-facts quiet figures">
        <span>{findModel(run.model)?.label ?? run.model}</span>
        <span>{say('runs.cost', { amount: creditFigure(run.cost) })}</span>
        {took && <span>{say('runs.took', { span: took })}</span>}
        <span title={say('runs.log.rule', { date: day(run.logExpiresAt) })}>
          {say('runs.log.goes', { date: day(run.logExpiresAt) })}
        </span>
      </p>
      {stop.isError && <Failure error={stop.error} />}
      {deleting && <Delete run={run} onClose={() => setDeleting(false)} />}
    </header>
  );
}

function Delete({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const remove = useMutation({
    mutationFn: () => call('deleteRun', { params: { runId: run.runId } }),
    onSuccess: () => {
      go('/runs');
      tell(say('runs.deleted'));
      queries.removeQueries({ queryKey: runQuery(run.runId).queryKey });
      return queries.invalidateQueries({ queryKey: runsQuery.queryKey });
    },
  });
  return (
    <Dialog grave title={say('runs.delete.title')} open onClose={onClose}>
      <p className="dialog-text">{say('runs.delete.text')}</p>
      <DialogFoot act={remove} onClose={onClose}>
        <Button kind="destroy" onPress={() => remove.mutate()} isDisabled={remove.isPending}>
          {say('runs.delete')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
