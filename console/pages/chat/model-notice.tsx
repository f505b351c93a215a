import type { Model } from '../../data/models.ts';
import { Notice } from '../../design/notice.tsx';
import { day } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

interface ModelNoticeProps {
  readonly models: readonly Model[];
  /** The model of the last answer. */
  readonly last: string | undefined;
  /** Who answers next. */
  readonly next: Model | undefined;
}

/** That the model of a conversation is not asked any more, or will not be for long, and who takes its place. */
export function ModelNotice({ models, last, next }: ModelNoticeProps) {
  const model = models.find(({ id }) => id === last);
  if (!model || !next) return null;
  if (model.state !== 'offered')
    return (
      <Notice kind="info" title={say('chat.retired', { model: model.label })}>
        <p>{say('chat.retired.text', { successor: next.label })}</p>
      </Notice>
    );
  const successor = models.find(({ id }) => id === model.successor)?.label;
  if (!model.leaving || successor === undefined) return null;
  const title = model.endsOn
    ? say('chat.leaving.on', { model: model.label, day: day(model.endsOn) })
    : say('chat.leaving', { model: model.label });
  return (
    <Notice kind="info" title={title}>
      <p>{say('chat.leaving.text', { successor })}</p>
    </Notice>
  );
}
