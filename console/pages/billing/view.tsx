import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { findModel } from '../../../policy/models.ts';
import { creditsQuery } from '../../data/credits.ts';
import { Button } from '../../design/button.tsx';
import { Loaded, Pending } from '../../design/loaded.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Empty, When } from '../../design/pieces.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { balanceFigure, creditFigure, day, figure, movementFigure, span } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import './billing.css';
import { messages } from './messages.ts';
import { ledgerQuery, type Movement } from './queries.ts';
import { type DaySpent, spending } from './spending.ts';

const say = words(messages);

export function Credits() {
  const credits = useQuery(creditsQuery);
  const ledger = useInfiniteQuery(ledgerQuery);
  // They come in the order in which credits were set aside; people read when they were spent.
  const movements = ledger.data?.pages
    .flatMap((page) => page.items)
    .toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <Page title={say('credits.title')} intro={say('credits.intro')}>
      <Loaded query={credits} lines={2}>
        {({ available, held, level }) => (
          <div className="credits-now">
            <p className="credits-available figures">
              <strong>{balanceFigure(available)}</strong> {say('credits.unit')}
            </p>
            {held > 0 && (
              <p className="quiet">
                {say('credits.held')}: <span className="figures">{creditFigure(held)}</span>,{' '}
                {say('credits.held.text')}
              </p>
            )}
            {level !== 'good' && (
              <Notice kind="warn" title={say(level === 'low' ? 'credits.low' : 'credits.empty')}>
                {say(level === 'low' ? 'credits.low.text' : 'credits.empty.text')}
              </Notice>
            )}
          </div>
        )}
      </Loaded>
      {movements?.some(({ amount }) => amount < 0) && (
        <Spent days={spending(movements, !ledger.hasNextPage)} />
      )}
      <Section title={say('credits.ledger')} intro={say('credits.ledger.text')}>
        {!movements && <Pending query={ledger} />}
        {movements?.length === 0 && <Empty title={say('credits.none')} />}
        {movements && movements.length > 0 && <Ledger movements={movements} />}
        {ledger.hasNextPage && (
          <div>
            <Button small onPress={() => void ledger.fetchNextPage()}>
              {say('credits.more')}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

/** Bars of the last two weeks; the ledger below is their table. */
function Spent({ days }: { readonly days: readonly DaySpent[] }) {
  if (days.length === 0) return null;
  const most = Math.max(...days.map(({ amount }) => amount));
  const peak = days.findLast(({ amount }) => amount === most);
  return (
    <figure className="spent">
      <figcaption className="quiet">{say('credits.spent')}</figcaption>
      <ul>
        {days.map(({ day: at, amount }) => (
          <li
            key={at}
            title={say('credits.spent.day', { date: day(`${at}T12:00`), amount: creditFigure(amount) })}
          >
            {amount === peak?.amount && at === peak.day && (
              <span className="figures">{creditFigure(amount)}</span>
            )}
            <i style={{ height: `${most > 0 ? Math.max((amount / most) * 100, amount > 0 ? 3 : 0) : 0}%` }} />
          </li>
        ))}
      </ul>
      <p className="quiet spent-ends">
        <span>{day(`${days[0]?.day}T12:00`)}</span>
        <span>{day(`${days.at(-1)?.day}T12:00`)}</span>
      </p>
    </figure>
  );
}

function Ledger({ movements }: { readonly movements: readonly Movement[] }) {
  return (
    <Scroll label={say('credits.ledger')}>
      <table className="table">
        <thead>
          <tr>
            <th>{say('credits.when')}</th>
            <th>{say('credits.what')}</th>
            <th data-kind="number">{say('credits.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {movements.map((movement) => (
            <tr key={movement.entry}>
              <td>
                <When at={movement.at} as="moment" />
              </td>
              <td>
                {say(`credits.kind.${movement.kind}`)}
                <p className="quiet figures">{counted(movement)}</p>
              </td>
              <td data-kind="number" data-grant={movement.amount > 0 ? '' : undefined}>
                {movementFigure(movement.amount)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function counted({ model, inputTokens, outputTokens, seconds, estimated }: Movement): string {
  const parts = [
    model && (findModel(model)?.label ?? model),
    inputTokens !== undefined &&
      outputTokens !== undefined &&
      say('credits.tokens', { input: figure(inputTokens), output: figure(outputTokens) }),
    seconds !== undefined && span(seconds),
    estimated && say('credits.estimated'),
  ];
  return parts.filter((part) => part !== false && part !== undefined).join(', ');
}
