import { useState } from 'react';
import { Link } from 'wouter';
import { product, siteConfig } from '../../config.ts';
import { Icon } from '../../design/icon.tsx';
import { Notice } from '../../design/notice.tsx';
import { Mark } from '../../shell/mark.tsx';
import { useTitle } from '../../shell/page.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { Confirm, Confirmed, SignUp } from './steps.tsx';
import './welcome.css';

const say = words(messages);
const facts = ['welcome.fact.1', 'welcome.fact.2', 'welcome.fact.3'] as const;

/** Why somebody comes here without having asked to, by what sent them. */
function arrival(): {
  readonly from: string | undefined;
  readonly note: 'welcome.ended' | 'welcome.failed' | undefined;
} {
  const state: unknown = history.state;
  const from =
    typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string'
      ? state.from
      : undefined;
  const failed = new URLSearchParams(location.search).has('problem');
  return { from, note: failed ? 'welcome.failed' : from ? 'welcome.ended' : undefined };
}

export function Welcome() {
  const [step, setStep] = useState<'up' | 'confirm' | 'done'>('up');
  const [email, setEmail] = useState('');
  const [{ from, note }] = useState(arrival);
  const { privacyContact, region } = siteConfig();
  useTitle(say('welcome.title'));
  const signIn = `/v1/sign-in${from ? `?next=${encodeURIComponent(from)}` : ''}`;
  return (
    <div className="welcome">
      <header className="welcome-head">
        <span className="brand">
          <Mark size={22} />
          {product().product}
        </span>
        <a href={signIn} className="button" data-kind="plain">
          {say('welcome.in')}
        </a>
      </header>
      <main className="welcome-main">
        <section className="welcome-words">
          <h1>{say('welcome.head')}</h1>
          <p>{say('welcome.text')}</p>
          <dl className="welcome-facts">
            {facts.map((fact) => (
              <div key={fact}>
                <dt>
                  <Icon name="check" />
                  {say(fact)}
                </dt>
                <dd>{say(`${fact}.text`, { region })}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="welcome-form">
          {note && <Notice kind={note === 'welcome.failed' ? 'warn' : 'info'}>{say(note)}</Notice>}
          {step === 'up' && (
            <SignUp email={email} onEmail={setEmail} signIn={signIn} onDone={() => setStep('confirm')} />
          )}
          {step === 'confirm' && (
            <Confirm email={email} onOther={() => setStep('up')} onDone={() => setStep('done')} />
          )}
          {step === 'done' && <Confirmed email={email} signIn={signIn} />}
        </section>
      </main>
      <footer className="welcome-foot quiet">
        <Link href="/policy">{say('welcome.policy')}</Link>
        <a href={`mailto:${privacyContact}`}>{say('welcome.contact')}</a>
        <span>{region}</span>
      </footer>
    </div>
  );
}
