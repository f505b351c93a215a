import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from '../../design/icon.tsx';
import { creditFigure } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import type { Model, ModelId } from './queries.ts';

const say = words(messages);
const MILLION_TO_THOUSAND = 1000;

/** What a thousand tokens cost in each direction. */
export const priceOf = (model: Model): string =>
  say('chat.model.price', {
    input: creditFigure(model.inputPerMillion / MILLION_TO_THOUSAND),
    output: creditFigure(model.outputPerMillion / MILLION_TO_THOUSAND),
  });

interface ModelPickerProps {
  readonly models: readonly Model[];
  readonly chosen: ModelId | undefined;
  readonly onChoose: (model: ModelId) => void;
}

/** The models with their prices, where the question about cost comes up. */
export function ModelPicker({ models, chosen, onChoose }: ModelPickerProps) {
  const choose = (id: string | number | null) => {
    const model = models.find((candidate) => candidate.id === id);
    if (model) onChoose(model.id);
  };
  return (
    <Select aria-label={say('chat.model')} value={chosen ?? null} onChange={choose}>
      <Button className="button model-button" data-kind="quiet" data-size="small">
        <SelectValue>
          {() => models.find((model) => model.id === chosen)?.label ?? say('chat.model')}
        </SelectValue>
        <Icon name="chevron-down" size={14} />
      </Button>
      <Popover className="float" placement="top end" offset={6}>
        <ListBox className="menu model-list" aria-label={say('chat.model')}>
          <ListBoxSection>
            <Header className="palette-group">{say('chat.model.unit')}</Header>
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
    </Select>
  );
}
