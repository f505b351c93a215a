import { useState } from 'react';
import { Link } from 'wouter';
import { offers, product, siteConfig } from '../../config.ts';
import { Icon } from '../../design/icon.tsx';
import { Mark } from '../../design/mark.tsx';
import { Notice } from '../../design/notice.tsx';
import { useTitle } from '../../design/page.tsx';
import { hasWords, words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { Confirm, Confirmed, SignUp } from './steps.tsx';
import './welcome.css';

const say = words(messages);
const facts = ['welcome.fact.1', 'welcome.fact.2', 'welcome.fact.3'] as const;

/** Why somebody comes here without having asked to, by what sent them: a place that needs a session, or a sign-in that failed. */
function arrival() {
  const state: unknown = history.state;
  const from =
    typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string'
      ? state.from
      : undefined;
  const problem = new URLSearchParams(location.search).get('problem');
  if (problem === null) return { from, failed: undefined };
  const id = `welcome.problem.${problem}`;
  return { from, failed: hasWords(messages, id) ? id : ('welcome.problem' as const) };
}

export function Welcome() {
  const [step, setStep] = useState<'up' | 'confirm' | 'done'>('up');
  const [email, setEmail] = useState('');
  const [{ from, failed }] = useState(arrival);
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
          <p>{say(offers('machines') ? 'welcome.text' : 'welcome.text.chat')}</p>
          <dl className="welcome-facts">
            {facts.map((fact) => (
              <div key={fact}>
                <dt>
                  <Icon name="check" />
                  {say(fact)}
                </dt>
                <dd>{say(`${fact}.text`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="welcome-form">
          {failed && (
            <Notice kind="warn">
              <p>{say(failed)}</p>
              {/* Somebody who was asked to sign in afresh still has the session. */}
              <p>
                <a href={signIn}>{say('welcome.in')}</a> · <Link href="/">{say('welcome.back')}</Link>
              </p>
            </Notice>
          )}
          {from && !failed && <Notice>{say('welcome.ended')}</Notice>}
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
