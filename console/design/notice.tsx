import type { ReactNode } from 'react';
import { Problem } from '../api/problem.ts';
import { words } from '../words/words.ts';
import { Button, LinkButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { messages } from './messages.ts';

const say = words(messages);

type Kind = 'info' | 'good' | 'warn' | 'bad';

const icons: Readonly<Record<Kind, IconName>> = {
  info: 'circle-alert',
  good: 'circle-check',
  warn: 'triangle-alert',
  bad: 'circle-alert',
};

interface NoticeProps {
  readonly kind?: Kind;
  readonly title?: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
}

/** A few words in the place that they concern. */
export function Notice({ kind = 'info', title, icon, children }: NoticeProps) {
  return (
    <div className="notice" data-kind={kind} role={kind === 'bad' ? 'alert' : undefined}>
      <Icon name={icon ?? icons[kind]} />
      <div className="notice-body">
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** What happened, what was not lost, what to do; the problem code and the request id one click away. */
export function Failure({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}) {
  const problem = error instanceof Problem ? error : undefined;
  const offline = problem?.code === 'offline';
  if (problem?.code === 'reauth_required') return <SignInAgain />;
  if (problem?.code === 'not_found') return <Gone problem={problem} />;
  return (
    <Notice
      kind={offline ? 'warn' : 'bad'}
      icon={offline ? 'wifi-off' : 'circle-alert'}
      title={offline ? say('design.offline') : (problem?.title ?? say('design.failed'))}
    >
      <p>{offline ? say('design.offline.text') : (problem?.detail ?? say('design.failed.text'))}</p>
      {onRetry && (
        <Button small icon="refresh-cw" onPress={onRetry}>
          {say('design.retry')}
        </Button>
      )}
      {problem && !offline && <ProblemDetails problem={problem} />}
    </Notice>
  );
}

/** What is not there is not there at the next try either. */
function Gone({ problem }: { readonly problem: Problem }) {
  return (
    <Notice title={problem.title ?? say('design.failed')}>
      <p>{problem.detail ?? say('design.gone.text')}</p>
      <ProblemDetails problem={problem} />
    </Notice>
  );
}

/** Some acts need to know that it is still you. */
function SignInAgain() {
  return (
    <Notice title={say('design.again')}>
      <p>{say('design.again.text')}</p>
      <LinkButton
        small
        kind="primary"
        href={`/v1/sign-in?fresh=1&next=${encodeURIComponent(location.pathname)}`}
      >
        {say('design.again.act')}
      </LinkButton>
    </Notice>
  );
}

function ProblemDetails({ problem }: { readonly problem: Problem }) {
  return (
    <details className="details">
      <summary>{say('design.details')}</summary>
      <dl className="facts">
        <dt>{say('design.problem')}</dt>
        <dd className="code">{problem.code}</dd>
        {problem.requestId && (
          <>
            <dt>{say('design.request')}</dt>
            <dd className="code">{problem.requestId}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
