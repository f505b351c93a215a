import type { Turn } from '../../data/conversations.ts';
import type { Model } from '../../data/models.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Markdown } from '../../design/markdown.tsx';
import { Failure, Notice } from '../../design/notice.tsx';
import { Copy } from '../../design/pieces.tsx';
import { creditFigure } from '../../words/amounts.ts';
import { hasWords, words } from '../../words/words.ts';
import type { Answering } from './answers.ts';
import { messages } from './messages.ts';

const say = words(messages);

const labelOf = (models: readonly Model[], id: string): string =>
  models.find((model) => model.id === id)?.label ?? id;

function Prompt({ text }: { readonly text: string }) {
  return (
    <div className="prompt">
      <h2 className="unseen">{say('chat.you')}</h2>
      <p>{text}</p>
    </div>
  );
}

interface TurnProps {
  readonly turn: Turn;
  readonly models: readonly Model[];
  readonly onAgain: (() => void) | undefined;
}

/** A question with its answer, and what the answer was: model, Region, what was kept, what it cost. */
export function TurnView({ turn, models, onAgain }: TurnProps) {
  return (
    <article className="turn">
      <Prompt text={turn.prompt} />
      <div className="answer">
        <h2 className="unseen">{say('chat.answer')}</h2>
        {turn.thinking && <Thought text={turn.thinking} />}
        {turn.answer && <Markdown text={turn.answer} />}
        {turn.state === 'stopped' && (
          <p className="turn-state">
            <Icon name="square" size={14} />
            {say('chat.stopped')}
          </p>
        )}
        {turn.state === 'failed' && (
          <Notice kind="warn" title={say('chat.failed')}>
            {turn.failure && <Why failure={turn.failure} />}
            <p>{say('chat.failed.text')}</p>
            {onAgain && (
              <Button small icon="refresh-cw" onPress={onAgain}>
                {say('chat.again')}
              </Button>
            )}
          </Notice>
        )}
        <footer className="answer-facts">
          <Facts items={[labelOf(models, turn.model), turn.region, say('chat.kept.nothing')]} />
          {turn.cost !== undefined && (
            <span title={turn.estimated ? say('chat.cost.why') : undefined}>
              {say(turn.estimated ? 'chat.cost.estimated' : 'chat.cost', { amount: creditFigure(turn.cost) })}
            </span>
          )}
          {turn.answer && <Copy bare text={turn.answer} label={say('chat.copy.answer')} />}
        </footer>
      </div>
    </article>
  );
}

/** What the model thought: folded, in plain words, and no part of the answer. */
function Thought({ text }: { readonly text: string }) {
  return (
    <details className="details thought">
      <summary>{say('chat.thought')}</summary>
      <p>{text}</p>
    </details>
  );
}

function Why({ failure }: { readonly failure: string }) {
  const id = `chat.failure.${failure}`;
  return hasWords(messages, id) ? <p>{say(id)}</p> : <p className="quiet code">{failure}</p>;
}

function Facts({ items }: { readonly items: readonly string[] }) {
  return items.map((item) => <span key={item}>{item}</span>);
}

interface AnsweringProps {
  readonly answering: Answering;
  readonly models: readonly Model[];
  readonly onAgain: () => void;
}

export function AnsweringView({ answering, models, onAgain }: AnsweringProps) {
  const { prompt, thinking, text, line, failure, region, model } = answering;
  const waiting = failure === undefined && text === '';
  const wait = line === 'sending' ? 'chat.sending' : thinking === '' ? 'chat.waiting' : 'chat.thinking';
  return (
    <article className="turn" aria-busy={failure === undefined}>
      <Prompt text={prompt} />
      <div className="answer" data-arriving={failure === undefined ? '' : undefined}>
        <h2 className="unseen">{say('chat.answer')}</h2>
        {thinking !== '' && <Thought text={thinking} />}
        {waiting && <p className="waiting">{say(wait)}</p>}
        <Markdown text={text} />
        {failure !== undefined && <Failure error={failure} onRetry={onAgain} />}
        {line === 'reconnecting' && failure === undefined && (
          <p className="turn-state" role="status">
            <Icon name="wifi-off" size={14} />
            {say('chat.reconnecting')}
          </p>
        )}
        <footer className="answer-facts">
          <Facts
            items={[
              ...(model ? [labelOf(models, model)] : []),
              ...(region ? [region, say('chat.kept.nothing')] : []),
            ]}
          />
        </footer>
      </div>
    </article>
  );
}
