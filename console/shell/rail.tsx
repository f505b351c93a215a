import { useQuery } from '@tanstack/react-query';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link, useLocation } from 'wouter';
import { product } from '../config.ts';
import { creditsQuery } from '../data/credits.ts';
import { IconButton } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { Mark } from '../design/mark.tsx';
import { Menu } from '../design/menu.tsx';
import { isAt } from '../pages/routes.ts';
import { balanceFigure } from '../words/amounts.ts';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { type Place, places } from './places.ts';

const say = words(messages);

function PlaceLink({ place }: { readonly place: Place }) {
  const [location] = useLocation();
  return (
    <li>
      <Link href={place.href} className="place" aria-current={isAt(location, place) ? 'page' : undefined}>
        <Icon name={place.icon} size={18} />
        <span>{place.label()}</span>
      </Link>
    </li>
  );
}

/** The balance, with a word before it runs out. */
function Balance() {
  const { data } = useQuery(creditsQuery);
  const [location] = useLocation();
  const place = places().find(({ way }) => way === 'balance');
  if (!data || !place) return <span className="balance" />;
  const amount = balanceFigure(data.available);
  const label =
    data.level === 'good'
      ? 'shell.balance'
      : data.level === 'low'
        ? 'shell.balance.low'
        : 'shell.balance.empty';
  return (
    <Link
      href={place.href}
      className="balance figures"
      data-level={data.level}
      aria-current={isAt(location, place) ? 'page' : undefined}
    >
      <Icon name={data.level === 'good' ? 'coins' : 'triangle-alert'} />
      {say(label, { amount })}
    </Link>
  );
}

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The thin column at the left of wide screens. */
export function Rail({ onCommands }: { readonly onCommands: () => void }) {
  return (
    <header className="rail">
      <Link href="/" className="brand">
        <Mark />
        {product().product}
      </Link>
      <AriaButton className="find" onPress={onCommands}>
        <Icon name="search" />
        <span>{say('shell.commands.open')}</span>
        <kbd>{isMac() ? '⌘K' : 'Ctrl K'}</kbd>
      </AriaButton>
      <nav aria-label={say('shell.places')}>
        <ul>
          {places()
            .filter(({ way }) => way !== 'balance')
            .map((place) => (
              <PlaceLink key={place.href} place={place} />
            ))}
        </ul>
      </nav>
      <Balance />
    </header>
  );
}

/** The thin line at the top of narrow screens. */
export function TopLine({ onCommands }: { readonly onCommands: () => void }) {
  return (
    <header className="top-line">
      <Link href="/" className="brand" aria-label={product().product}>
        <Mark />
      </Link>
      <Balance />
      <IconButton icon="search" label={say('shell.commands')} onPress={onCommands} />
    </header>
  );
}

/** The bar under the thumb on narrow screens. */
export function BottomBar() {
  const [location, go] = useLocation();
  const rest = places().filter(({ way }) => way !== 'at-hand');
  const acts = rest.map((place) => ({
    id: place.href,
    label: place.label(),
    icon: place.icon,
    run: () => go(place.href),
  }));
  return (
    <nav className="bottom-bar" aria-label={say('shell.places')}>
      <ul>
        {places()
          .filter(({ way }) => way === 'at-hand')
          .map((place) => (
            <PlaceLink key={place.href} place={place} />
          ))}
        <li>
          <Menu
            label={say('shell.more')}
            className="place"
            here={rest.some((place) => isAt(location, place))}
            acts={acts}
          />
        </li>
      </ul>
    </nav>
  );
}
