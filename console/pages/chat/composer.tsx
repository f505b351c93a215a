import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Effort } from '../../../policy/models.ts';
import { creditsQuery } from '../../data/credits.ts';
import { ModelPicker } from '../../data/model-picker.tsx';
import type { Model, ModelId } from '../../data/models.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { useShortcut } from '../../design/shortcuts.ts';
import { handleSubmit } from '../../design/submit.ts';
import { balanceFigure, figure } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);
/** As the route takes; a type-only import cannot carry the number. */
const LIMIT = 100_000;

/** What was typed and not sent, by place; in memory, so that going elsewhere loses nothing. */
const drafts = new Map<string, string>();

interface ComposerProps {
  readonly place: string;
  readonly models: readonly Model[];
  readonly model: ModelId | undefined;
  readonly onModel: (model: ModelId) => void;
  readonly onSend: (prompt: string, effort?: Effort) => void;
  readonly onStop?: (() => void) | undefined;
  readonly stopping?: boolean;
  readonly busy?: boolean;
  readonly lastCost?: number | undefined;
  /** What to begin with; a change of it needs another `key`. */
  readonly example?: string | undefined;
}

const touches = (): boolean => matchMedia('(pointer: coarse)').matches;

/** Where one asks: the words, the model with its price, and Send, or Stop while an answer arrives. */
export function Composer({
  place,
  models,
  model,
  onModel,
  onSend,
  onStop,
  stopping = false,
  busy = false,
  lastCost,
  example,
}: ComposerProps) {
  const [text, setText] = useState(example ?? drafts.get(place) ?? '');
  const [thinks, setThinks] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { data: credits } = useQuery(creditsQuery);
  const write = (next: string) => {
    setText(next);
    drafts.set(place, next);
  };
  useEffect(() => {
    if (example !== undefined || !touches()) field.current?.focus();
  }, [example]);
  useShortcut('escape', () => onStop?.(), onStop !== undefined);

  const mayThink = models.find(({ id }) => id === model)?.thinks === 'on-request';
  const tooLong = text.length > LIMIT;
  const ready = text.trim() !== '' && !tooLong && !busy && !onStop;
  const send = () => {
    if (!ready) return;
    onSend(text.trim(), mayThink && thinks ? 'medium' : undefined);
    write('');
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || touches()) return;
    event.preventDefault();
    send();
  };
  if (credits?.level === 'empty' && !onStop) return <NoCredits />;
  return (
    <form className="composer" onSubmit={handleSubmit(send)}>
      <div className="composer-box">
        <textarea
          ref={field}
          aria-label={say('chat.ask')}
          placeholder={say('chat.ask.placeholder')}
          rows={1}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={pressed}
        />
        <div className="composer-acts">
          {mayThink && (
            <Button
              kind={thinks ? 'plain' : 'quiet'}
              small
              icon={thinks ? 'check' : 'plus'}
              aria-pressed={thinks}
              onPress={() => setThinks(!thinks)}
            >
              {say('chat.think')}
            </Button>
          )}
          <ModelPicker models={models} chosen={model} onChoose={onModel} />
          {onStop ? (
            <Button kind="plain" small icon="square" onPress={onStop} isDisabled={stopping}>
              {say(stopping ? 'chat.stopping' : 'chat.stop')}
              <kbd>Esc</kbd>
            </Button>
          ) : (
            <Button kind="primary" small icon="arrow-up" type="submit" isDisabled={!ready}>
              {say('chat.send')}
            </Button>
          )}
        </div>
      </div>
      {tooLong && (
        <p className="field-error">
          {say('chat.long', { count: figure(text.length), limit: figure(LIMIT) })}
        </p>
      )}
      {credits?.level === 'low' && <LowBalance available={credits.available} lastCost={lastCost} />}
    </form>
  );
}

function LowBalance({
  available,
  lastCost,
}: {
  readonly available: number;
  readonly lastCost: number | undefined;
}) {
  const amount = balanceFigure(available);
  const count = lastCost ? Math.floor(available / lastCost) : 0;
  return (
    <p className="quiet low-balance">
      {count > 0 ? say('chat.low', { amount, count }) : say('chat.low.plain', { amount })}
    </p>
  );
}

function NoCredits() {
  return (
    <div className="composer">
      <Notice kind="warn" title={say('chat.empty')}>
        <p>{say('chat.empty.text')}</p>
        <LinkButton small href="/credits">
          {say('chat.credits')}
        </LinkButton>
      </Notice>
    </div>
  );
}
