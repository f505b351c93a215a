import { type ReactNode, useState } from 'react';
import { datedMoment, day, moment } from '../words/amounts.ts';
import { words } from '../words/words.ts';
import { Button, IconButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { messages } from './messages.ts';

const say = words(messages);

const momentForms = { day, moment, dated: datedMoment };

/** A moment as people say it; the exact one is in the tool tip and for machines. */
export function When({ at, as = 'day' }: { readonly at: string; readonly as?: keyof typeof momentForms }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()} className="figures">
      {momentForms[as](at)}
    </time>
  );
}

/** The quiet line beside everything that is kept: when it goes and by which rule. */
export function Kept({ until, rule }: { readonly until?: string | undefined; readonly rule?: string }) {
  const words =
    until === undefined
      ? say('design.kept.life')
      : rule === undefined
        ? say('design.kept.until', { date: day(until) })
        : say('design.kept.rule', { date: day(until), rule });
  return (
    <span className="kept">
      <Icon name="clock" size={14} />
      {words}
    </span>
  );
}

/** A state by word and icon, never by colour alone. */
export function State({
  kind,
  icon,
  children,
}: {
  readonly kind: 'good' | 'warn' | 'bad' | 'busy' | 'idle';
  readonly icon: IconName;
  readonly children: ReactNode;
}) {
  return (
    <span className="state" data-kind={kind}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** What a list shows before it has anything: what belongs here and the way to the first one. */
export function Empty({
  title,
  children,
  acts,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
      {acts && <div className="buttons">{acts}</div>}
    </div>
  );
}

const COPIED_MS = 1600;

/** Copies a text and says so. */
export function Copy({
  text,
  label,
  bare,
}: {
  readonly text: string;
  readonly label?: string;
  readonly bare?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  const name = copied ? say('design.copied') : (label ?? say('design.copy'));
  if (bare)
    return <IconButton small icon={copied ? 'check' : 'copy'} label={name} onPress={() => void copy()} />;
  return (
    <Button small icon={copied ? 'check' : 'copy'} onPress={() => void copy()}>
      {name}
    </Button>
  );
}
