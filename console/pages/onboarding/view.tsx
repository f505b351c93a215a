import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Answer, call } from '../../api/calls.ts';
import { offers } from '../../config.ts';
import { creditsQuery } from '../../data/credits.ts';
import { policyQuery } from '../../data/policy.ts';
import { leave, sessionQuery } from '../../data/session.ts';
import { LonePage } from '../../design/alone.tsx';
import { Button } from '../../design/button.tsx';
import { Tick } from '../../design/choice.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Failure } from '../../design/notice.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { balanceFigure, day } from '../../words/amounts.ts';
import { Rich } from '../../words/rich.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import './onboarding.css';

const say = words(messages);
type Session = Answer<'readSession'>;

/** The first minute: accept, declare, one question, there. No tour. */
export function Onboarding() {
  const [session, setSession] = useState<Session>();
  return session ? <FirstQuestion session={session} /> : <Acceptance onDone={setSession} />;
}

function Acceptance({ onDone }: { readonly onDone: (session: Session) => void }) {
  const queries = useQueryClient();
  const policy = useQuery(policyQuery);
  const [accepted, setAccepted] = useState(false);
  const [adult, setAdult] = useState(false);
  const make = useMutation({
    mutationFn: (policyVersion: string) => call('onboard', { body: { policyVersion, adult: true } }),
    onSuccess: onDone,
    // It may have a newer version by now: read it again.
    onError: () => queries.invalidateQueries({ queryKey: policyQuery.queryKey }),
  });
  const link = (inner: string) => (
    <a href="/policy" target="_blank" rel="noreferrer">
      {inner}
    </a>
  );
  return (
    <LonePage title={say('onboarding.title')} intro={say('onboarding.intro')}>
      <Loaded query={policy}>
        {({ version, effective }) => (
          <form className="form" onSubmit={handleSubmit(() => make.mutate(version))}>
            <Tick isSelected={accepted} onChange={setAccepted}>
              <Rich text={say('onboarding.policy', { version })} parts={{ a: link }} />
              <span className="quiet block">{say('onboarding.policy.date', { date: day(effective) })}</span>
            </Tick>
            <Tick isSelected={adult} onChange={setAdult}>
              {say('onboarding.adult')}
            </Tick>
            {make.isError && <Failure error={make.error} />}
            <div className="buttons">
              <Button kind="primary" type="submit" isDisabled={!accepted || !adult || make.isPending}>
                {say('onboarding.go')}
              </Button>
              <Button kind="quiet" onPress={() => void leave(queries)}>
                {say('onboarding.not')}
              </Button>
            </div>
            {(!accepted || !adult) && <p className="quiet">{say('onboarding.both')}</p>}
          </form>
        )}
      </Loaded>
    </LonePage>
  );
}

const firsts = [
  { id: 'chat', href: '/chat', icon: 'message-square', needs: 'chat' },
  { id: 'machine', href: '/machine', icon: 'monitor', needs: 'machines' },
  { id: 'agent', href: '/runs', icon: 'play', needs: 'runs' },
] as const satisfies readonly {
  id: string;
  href: string;
  icon: IconName;
  needs: Parameters<typeof offers>[0];
}[];

function FirstQuestion({ session }: { readonly session: Session }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const { data: credits } = useQuery(creditsQuery);
  const offered = firsts.filter(({ needs }) => offers(needs));
  const choose = (href: string) => {
    go(href);
    queries.setQueryData(sessionQuery.queryKey, session);
  };
  return (
    <LonePage
      title={say('onboarding.first')}
      intro={
        <>
          {credits && (
            <span className="figures">
              {say('onboarding.credits', { amount: balanceFigure(credits.available) })}{' '}
            </span>
          )}
          {offered.length > 1 && say('onboarding.first.text')}
        </>
      }
    >
      <ul className="firsts">
        {offered.map(({ id, href, icon }) => (
          <li key={id}>
            <button type="button" onClick={() => choose(href)}>
              <Icon name={icon} size={22} />
              <span>
                <strong>{say(`onboarding.${id}`)}</strong>
                <span className="block">{say(`onboarding.${id}.text`)}</span>
              </span>
              <Icon name="arrow-right" />
            </button>
          </li>
        ))}
      </ul>
    </LonePage>
  );
}
