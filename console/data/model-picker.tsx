import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from '../design/icon.tsx';
import { words } from '../words/words.ts';
import { messages } from './model-messages.ts';
import { type Model, type ModelId, modelsOnOffer } from './models.ts';

const say = words(messages);
const ModelList = lazy(async () => ({ default: (await import('./model-list.tsx')).ModelList }));

interface ModelPickerProps {
  readonly models: readonly Model[];
  readonly chosen: ModelId | undefined;
  readonly onChoose: (model: ModelId) => void;
}

/** The chosen model; pressed, the models with their prices. */
export function ModelPicker({ models, chosen, onChoose }: ModelPickerProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = models.find((model) => model.id === chosen)?.label ?? '';
  return (
    <>
      <Button
        ref={button}
        className="button model-button"
        data-kind="quiet"
        data-size="small"
        aria-label={`${say('models.model')} ${name}`}
        aria-haspopup="listbox"
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        {name}
        <Icon name="chevron-down" size={14} />
      </Button>
      <Suspense>
        {open && (
          <ModelList
            models={modelsOnOffer(models)}
            chosen={chosen}
            onChoose={onChoose}
            button={button}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
