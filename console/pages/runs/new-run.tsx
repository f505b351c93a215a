import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { machine as offer } from '../../../policy/machines.ts';
import { call } from '../../api/calls.ts';
import { creditsQuery } from '../../data/credits.ts';
import { machineQuery } from '../../data/machine.ts';
import { ModelPicker } from '../../data/model-picker.tsx';
import { type ModelId, modelsQuery, whoAnswers } from '../../data/models.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Notice } from '../../design/notice.tsx';
import { useTitle } from '../../design/page.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { creditFigure } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { runQuery, runsQuery } from './queries.ts';

const say = words(messages);
const MAX_PROMPT_CHARS = 32_000;
const SECONDS_AN_HOUR = 3600;

/** Says what is to be done, and what it takes. */
export function NewRun() {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [prompt, setPrompt] = useState('');
  const [chosen, setChosen] = useState<ModelId>();
  const models = useQuery(modelsQuery).data?.items ?? [];
  const { data: credits } = useQuery(creditsQuery);
  const model = whoAnswers(models, chosen)?.id;
  useTitle(say('runs.title'));
  const start = useMutation({
    mutationFn: () => call('startRun', { body: { prompt: prompt.trim(), ...(model && { model }) } }),
    onSuccess: (run) => {
      queries.setQueryData(runQuery(run.runId).queryKey, run);
      void queries.invalidateQueries({ queryKey: runsQuery.queryKey });
      go(`/runs/${run.runId}`);
    },
  });
  return (
    <div className="new-run">
      <Link href="/runs/all" className="narrow-back">
        <Icon name="chevron-left" />
        {say('runs.back')}
      </Link>
      <h1>{say('runs.start')}</h1>
      <p className="new-run-text">{say('runs.start.text')}</p>
      <form className="form" onSubmit={handleSubmit(() => start.mutate())}>
        <Field
          label={say('runs.prompt')}
          placeholder={say('runs.prompt.placeholder')}
          lines
          value={prompt}
          onChange={setPrompt}
          maxLength={MAX_PROMPT_CHARS}
        />
        <MachineNote />
        {credits?.level === 'empty' && <Notice kind="warn">{say('runs.credits')}</Notice>}
        {start.isError && <Failure error={start.error} />}
        <div className="new-run-acts">
          {prompt === '' && (
            <Button kind="quiet" onPress={() => setPrompt(say('runs.example'))}>
              {say('runs.example.use')}
            </Button>
          )}
          <ModelPicker models={models} chosen={model} onChoose={setChosen} />
          <Button
            kind="primary"
            icon="play"
            type="submit"
            isDisabled={prompt.trim() === '' || start.isPending || credits?.level === 'empty'}
          >
            {say('runs.go')}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** Whether a machine has to come up first, and what that costs. */
function MachineNote() {
  const { data: machine } = useQuery(machineQuery);
  if (machine === undefined || machine?.state === 'ready') return null;
  const absent = machine === null || machine.state === 'failed' || machine.state === 'ending';
  return (
    <Notice icon="monitor">
      <p>
        {absent
          ? say('runs.machine.none', { price: creditFigure(offer.microCreditsPerSecond * SECONDS_AN_HOUR) })
          : say('runs.machine.stopped')}
      </p>
      <Link href="/machine">{say('runs.machine.see')}</Link>
    </Notice>
  );
}
