import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { machine as offer } from '../../../policy/machines.ts';
import { call } from '../../api/calls.ts';
import { offers } from '../../config.ts';
import { creditsQuery } from '../../data/credits.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import type { IconName } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Failure } from '../../design/notice.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Empty, State, When } from '../../design/pieces.tsx';
import { creditFigure, moment, span } from '../../words/amounts.ts';
import { hasWords, words } from '../../words/words.ts';
import { costNow } from './cost.ts';
import './machines.css';
import { isPassing, type Machine as MachineFacts, machineQuery } from '../../data/machine.ts';
import { messages } from './messages.ts';

const say = words(messages);
const SECONDS_AN_HOUR = 3600;
const TICK_MS = 5000;

const acts = {
  launch: 'launchMachine',
  start: 'startMachine',
  stop: 'stopMachine',
  end: 'endMachine',
} as const;
type Act = keyof typeof acts;

/** What can be done now. */
const possible: Readonly<Record<MachineFacts['state'], readonly Act[]>> = {
  launching: ['end'],
  ready: ['stop', 'end'],
  stopping: [],
  stopped: ['start', 'end'],
  starting: ['end'],
  ending: [],
  failed: ['launch', 'end'],
};

export function Machine() {
  const queries = useQueryClient();
  const query = useQuery(machineQuery);
  const [ending, setEnding] = useState(false);
  const act = useMutation({
    mutationFn: (name: Act) => call(acts[name], {}),
    onSuccess: (machine) => {
      queries.setQueryData(machineQuery.queryKey, machine);
      setEnding(false);
      void queries.invalidateQueries({ queryKey: creditsQuery.queryKey });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: machineQuery.queryKey }),
  });
  const price = creditFigure(offer.microCreditsPerSecond * SECONDS_AN_HOUR);
  const launch = (
    <Button kind="primary" icon="power" onPress={() => act.mutate('launch')} isDisabled={act.isPending}>
      {say('machine.launch')}
    </Button>
  );
  return (
    <Page title={say('machine.title')}>
      <Loaded query={query}>
        {(machine) =>
          machine === null ? (
            <Empty title={say('machine.none')} acts={launch}>
              <p>{say('machine.none.text', { price })}</p>
              {act.isError && <Failure error={act.error} />}
            </Empty>
          ) : (
            <>
              <div className="machine-now">
                <Now machine={machine} readAt={query.dataUpdatedAt} />
                <Acts
                  machine={machine}
                  busy={act.isPending}
                  onAct={(name) => (name === 'end' ? setEnding(true) : act.mutate(name))}
                />
                {act.isError && <Failure error={act.error} />}
              </div>
              <Section title={say('machine.line')}>
                <TimeLine machine={machine} />
              </Section>
              <Section title={say('machine.facts')}>
                <Facts machine={machine} />
              </Section>
            </>
          )
        }
      </Loaded>
      <Dialog grave title={say('machine.end.title')} open={ending} onClose={() => setEnding(false)}>
        <p className="dialog-text">{say('machine.end.text')}</p>
        <DialogFoot act={act} onClose={() => setEnding(false)}>
          <Button kind="destroy" onPress={() => act.mutate('end')} isDisabled={act.isPending}>
            {say('machine.end.go')}
          </Button>
        </DialogFoot>
      </Dialog>
    </Page>
  );
}

const icons: Readonly<Record<MachineFacts['state'], IconName>> = {
  launching: 'refresh-cw',
  ready: 'circle-check',
  stopping: 'refresh-cw',
  stopped: 'power',
  starting: 'refresh-cw',
  ending: 'refresh-cw',
  failed: 'triangle-alert',
};

/** The one large state: the word, how long, what it cost so far, how long it lasts. */
function Now({ machine, readAt }: { readonly machine: MachineFacts; readonly readAt: number }) {
  const [now, setNow] = useState(() => Date.now());
  const { state, startedAt, lastsUntil } = machine;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const kind = state === 'ready' ? 'good' : state === 'failed' ? 'bad' : isPassing(state) ? 'busy' : 'idle';
  const facts =
    state === 'ready'
      ? [
          startedAt && span((now - Date.parse(startedAt)) / 1000),
          say('machine.cost', { amount: creditFigure(costNow(machine, readAt, now)) }),
          lastsUntil && say('machine.lasts', { time: moment(lastsUntil) }),
        ].filter((fact) => fact !== undefined)
      : [say(`machine.${state}.text`)];
  return (
    <div role="status">
      <p className="machine-state">
        <State kind={kind} icon={icons[state]}>
          {say(`machine.${state}`)}
        </State>
      </p>
      <p className="machine-facts figures" title={state === 'ready' ? say('machine.lasts.why') : undefined}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {machine.failure && <Why failure={machine.failure} />}
    </div>
  );
}

/** Why it is as it is, when nobody asked for it. */
function Why({ failure }: { readonly failure: string }) {
  const id = `machine.failure.${failure}`;
  return hasWords(messages, id) ? <p>{say(id)}</p> : <p className="quiet code">{failure}</p>;
}

interface ActsProps {
  readonly machine: MachineFacts;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
}

function Acts({ machine, busy, onAct }: ActsProps) {
  const can = possible[machine.state];
  const looks = { launch: 'primary', start: 'primary', stop: 'plain', end: 'danger' } as const;
  return (
    <div className="buttons">
      {machine.state === 'ready' && offers('runs') && (
        <LinkButton kind="primary" icon="play" href="/runs">
          {say('machine.run')}
        </LinkButton>
      )}
      {can.map((name) => (
        <Button key={name} kind={looks[name]} isDisabled={busy} onPress={() => onAct(name)}>
          {say(`machine.${name}`)}
        </Button>
      ))}
    </div>
  );
}

function TimeLine({ machine }: { readonly machine: MachineFacts }) {
  return (
    <ol className="time-line">
      {machine.events.toReversed().map((event) => {
        const id = `machine.event.${event.what}`;
        return (
          <li key={`${event.at}${event.what}`}>
            <When at={event.at} as="moment" />
            <span>{hasWords(messages, id) ? say(id) : event.what}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ machine }: { readonly machine: MachineFacts }) {
  return (
    <dl className="facts">
      {machine.instanceType && (
        <>
          <dt>{say('machine.type')}</dt>
          <dd className="code">{machine.instanceType}</dd>
        </>
      )}
      <dt>{say('machine.price')}</dt>
      <dd>{say('machine.price.hour', { amount: creditFigure(machine.perHour) })}</dd>
      {machine.paidUntil && (
        <>
          <dt>{say('machine.paid')}</dt>
          <dd>
            <When at={machine.paidUntil} as="moment" />
          </dd>
        </>
      )}
      <dt>{say('machine.since')}</dt>
      <dd>
        <When at={machine.createdAt} as="moment" />
      </dd>
    </dl>
  );
}
