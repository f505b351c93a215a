import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../design/loaded.tsx';
import { Section } from '../../design/page.tsx';
import { When } from '../../design/pieces.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { day, figure } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { type HeldStore, inventoryQuery } from './queries.ts';

const say = words(messages);

/** What we hold about you, with live counts. */
export function Holdings() {
  const query = useQuery(inventoryQuery);
  return (
    <Section named title={say('privacy.held')} intro={say('privacy.held.intro')}>
      <Loaded query={query} lines={10}>
        {({ items }) => (
          <Scroll label={say('privacy.held')}>
            <table className="table held">
              <thead>
                <tr>
                  <th>{say('privacy.what')}</th>
                  <th>{say('privacy.why')}</th>
                  <th>{say('privacy.since')}</th>
                  <th>{say('privacy.goes')}</th>
                  <th data-kind="number">{say('privacy.count')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <Row key={item.store} item={item} />
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ item }: { readonly item: HeldStore }) {
  return (
    <tr data-none={item.count === 0 ? '' : undefined}>
      <td>
        {item.label}
        <p className="quiet">{item.examples}</p>
      </td>
      <td data-label={say('privacy.why')}>
        {item.purpose}
        <p className="quiet">{item.basis}</p>
      </td>
      <td data-label={say('privacy.since')}>{item.oldest && <When at={item.oldest} />}</td>
      <td data-label={say('privacy.goes')}>
        {item.period}
        {item.nextExpiry && <p className="quiet">{say('privacy.next', { date: day(item.nextExpiry) })}</p>}
      </td>
      <td data-kind="number">
        {item.count === undefined ? (
          <span className="quiet held-note">{item.note}</span>
        ) : item.count === 0 ? (
          <span className="quiet">{say('privacy.none')}</span>
        ) : (
          figure(item.count)
        )}
      </td>
    </tr>
  );
}
