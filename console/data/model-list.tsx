/* oxlint-disable jsx-a11y/no-autofocus -- an opened list takes the focus, so that arrows move in it */
import type { RefObject } from 'react';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { creditFigure } from '../words/amounts.ts';
import { words } from '../words/words.ts';
import { messages } from './model-messages.ts';
import './model-list.css';
import type { Model, ModelId } from './models.ts';

const say = words(messages);
const MILLION_TO_THOUSAND = 1000;

/** What a thousand tokens cost in each direction. */
const priceOf = (model: Model): string =>
  say('models.price', {
    input: creditFigure(model.inputPerMillion / MILLION_TO_THOUSAND),
    output: creditFigure(model.outputPerMillion / MILLION_TO_THOUSAND),
  });

interface ModelListProps {
  readonly models: readonly Model[];
  readonly chosen: ModelId | undefined;
  readonly onChoose: (model: ModelId) => void;
  readonly button: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The models with their prices, where the question about cost comes up. */
export function ModelList({ models, chosen, onChoose, button, onClose }: ModelListProps) {
  const choose = (keys: 'all' | ReadonlySet<string | number>) => {
    const model = models.find((candidate) => keys !== 'all' && keys.has(candidate.id));
    if (model) onChoose(model.id);
    onClose();
  };
  return (
    <Popover
      className="float"
      placement="top end"
      offset={6}
      triggerRef={button}
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <ListBox
        className="menu model-list"
        aria-label={say('models.model')}
        autoFocus
        selectionMode="single"
        disallowEmptySelection
        shouldFocusOnHover
        selectedKeys={chosen ? [chosen] : []}
        onSelectionChange={choose}
      >
        <ListBoxSection>
          <Header className="palette-group">{say('models.unit')}</Header>
          {models.map((model) => (
            <ListBoxItem
              key={model.id}
              id={model.id}
              textValue={model.label}
              className="menu-item model-item"
            >
              <Text slot="label">{model.label}</Text>
              <span className="quiet">{model.maker}</span>
              <Text slot="description" className="quiet figures end">
                {priceOf(model)}
              </Text>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      </ListBox>
    </Popover>
  );
}
