import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { sessionQuery } from '../data/session.ts';
import { Icon } from '../design/icon.tsx';
import { useShortcut } from '../design/shortcuts.ts';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { useOnline } from './online.ts';
import { places } from './places.ts';
import { BottomBar, Rail, TopLine } from './rail.tsx';

const say = words(messages);
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

/** What stands around the work of a signed-in person. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<'commands' | 'shortcuts' | undefined>();
  const [, go] = useLocation();
  const close = () => setOpen(undefined);
  useShortcut('mod+k', () => setOpen((now) => (now === 'commands' ? undefined : 'commands')));
  useShortcut('?', () => setOpen('shortcuts'));
  return (
    <div className="frame">
      <a href="#work" className="skip button" data-kind="primary">
        {say('shell.skip')}
      </a>
      {places().map(
        ({ href, act }) => act?.key && <Shortcut key={href} shortcut={act.key} act={() => go(href)} />,
      )}
      <Rail onCommands={() => setOpen('commands')} />
      <TopLine onCommands={() => setOpen('commands')} />
      <main id="work" tabIndex={-1}>
        <Conditions />
        {children}
      </main>
      <BottomBar />
      <Suspense>
        {open === 'commands' && <Palette onClose={close} onShortcuts={() => setOpen('shortcuts')} />}
        {open === 'shortcuts' && <ShortcutList onClose={close} />}
      </Suspense>
    </div>
  );
}

function Shortcut({ shortcut, act }: { readonly shortcut: string; readonly act: () => void }) {
  useShortcut(shortcut, act);
  return null;
}

/** What holds for everything on the page: no connection, or processing restricted. */
function Conditions() {
  const online = useOnline();
  const { data: session } = useQuery(sessionQuery);
  return (
    <div role="status" className="conditions">
      {!online && (
        <p className="condition">
          <Icon name="wifi-off" />
          {say('shell.offline')}
        </p>
      )}
      {session?.state === 'restricted' && (
        <p className="condition">
          <Icon name="circle-alert" />
          {say('shell.restricted')}
        </p>
      )}
    </div>
  );
}
