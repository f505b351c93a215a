import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem.ts';
import { siteConfig } from '../../config.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { Rich } from '../../words/rich.tsx';
import { hasWords, words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { confirmSignUp, signUp } from './sign-up.ts';

const say = words(messages);
const SHORTEST_PASSWORD = 12;

function Refused({ error }: { readonly error: Error }) {
  const id = `welcome.refused.${error instanceof Problem ? error.code : 'unknown'}`;
  return <Notice kind="bad">{say(hasWords(messages, id) ? id : 'welcome.refused.unknown')}</Notice>;
}

interface SignUpProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly signIn: string;
  readonly onDone: () => void;
}

/** Address and password, straight to the identity service. */
export function SignUp({ email, onEmail, signIn, onDone }: SignUpProps) {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const missing = SHORTEST_PASSWORD - password.length;
  const create = useMutation({ mutationFn: () => signUp(email.trim(), password), onSuccess: onDone });
  const go = () => {
    setTried(true);
    if (missing <= 0 && email.includes('@')) create.mutate();
  };
  return (
    <form className="form" onSubmit={handleSubmit(go)} noValidate>
      <h2>{say('welcome.up')}</h2>
      <Field
        label={say('welcome.email')}
        help={say('welcome.email.help')}
        error={tried && !email.includes('@') ? say('welcome.refused.address') : undefined}
        type="email"
        autoComplete="username"
        value={email}
        onChange={onEmail}
      />
      <Field
        label={say('welcome.password')}
        help={say('welcome.password.help')}
        error={tried && missing > 0 ? say('welcome.password.short', { count: missing }) : undefined}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
      {create.isError && <Refused error={create.error} />}
      <Button kind="primary" type="submit" isDisabled={create.isPending}>
        {say('welcome.go')}
      </Button>
      <a href={signIn} className="quiet">
        {say('welcome.have')}
      </a>
    </form>
  );
}

interface ConfirmProps {
  readonly email: string;
  readonly onOther: () => void;
  readonly onDone: () => void;
}

/** The code of the mail. */
export function Confirm({ email, onOther, onDone }: ConfirmProps) {
  const [code, setCode] = useState('');
  const { mailbox } = siteConfig();
  const link = (inner: string) => (
    <a href={mailbox} target="_blank" rel="noreferrer">
      {inner}
    </a>
  );
  const confirm = useMutation({
    mutationFn: () => confirmSignUp(email.trim(), code),
    onSuccess: onDone,
  });
  return (
    <form className="form" onSubmit={handleSubmit(() => confirm.mutate())}>
      <h2>{say('welcome.confirm')}</h2>
      <p>{say('welcome.confirm.text', { email })}</p>
      {mailbox && (
        <Notice icon="file-text">
          <p>
            <Rich text={say('welcome.mailbox')} parts={{ a: link }} />
          </p>
        </Notice>
      )}
      <Field
        label={say('welcome.code')}
        first
        inputMode="numeric"
        autoComplete="one-time-code"
        className="figures"
        value={code}
        onChange={setCode}
      />
      {confirm.isError && <Refused error={confirm.error} />}
      <Button kind="primary" type="submit" isDisabled={code.trim() === '' || confirm.isPending}>
        {say('welcome.confirm.go')}
      </Button>
      <p className="quiet">{say('welcome.no.mail')}</p>
      <button type="button" className="text-button quiet" onClick={onOther}>
        {say('welcome.other')}
      </button>
    </form>
  );
}

export function Confirmed({ email, signIn }: { readonly email: string; readonly signIn: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="form">
      <h2 ref={heading} tabIndex={-1}>
        {say('welcome.done')}
      </h2>
      <p>{say('welcome.done.text', { email })}</p>
      <a href={signIn} className="button" data-kind="primary">
        {say('welcome.in')}
      </a>
    </div>
  );
}
