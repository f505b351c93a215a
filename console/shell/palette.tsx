import { useQueryClient } from '@tanstack/react-query';
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { useLocation } from 'wouter';
import { conversationsQuery } from '../data/conversations.ts';
import { leave } from '../data/session.ts';
import { Icon, type IconName } from '../design/icon.tsx';
import { prefer } from '../preferences.ts';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { places } from './places.ts';

const say = words(messages);

interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
}

function useCommands(onShortcuts: () => void) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const chats = queries.getQueryData(conversationsQuery.queryKey)?.pages.flatMap((page) => page.items) ?? [];
  const to = (href: string, label: string, icon: IconName): Command => ({
    id: href,
    label,
    icon,
    run: () => go(href),
  });
  const acts: readonly Command[] = [
    ...places().flatMap(({ href, act }) =>
      act ? [{ ...to(href, act.label(), act.icon), id: `act ${href}` }] : [],
    ),
    {
      id: 'light',
      label: say('shell.act.light'),
      icon: 'circle-check',
      run: () => prefer({ theme: 'light' }),
    },
    { id: 'dark', label: say('shell.act.dark'), icon: 'circle-check', run: () => prefer({ theme: 'dark' }) },
    { id: 'keys', label: say('shell.act.shortcuts'), icon: 'file-text', run: onShortcuts },
    { id: 'sign-out', label: say('shell.act.signout'), icon: 'log-out', run: () => void leave(queries) },
  ];
  const toPlaces = places().map(({ href, label, icon }) => to(href, label(), icon));
  const toChats = chats.map((chat) => to(`/chat/${chat.conversationId}`, chat.title, 'message-square'));
  return [
    { title: say('shell.commands.acts'), commands: acts },
    { title: say('shell.commands.places'), commands: toPlaces },
    { title: say('shell.commands.chats'), commands: toChats },
  ].filter(({ commands }) => commands.length > 0);
}

/** Everything by name, from anywhere: Ctrl or ⌘ and K. */
export function Palette({
  onClose,
  onShortcuts,
}: {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}) {
  const groups = useCommands(onShortcuts);
  const { contains } = useFilter({ sensitivity: 'base' });
  const run = (id: string | number) => {
    onClose();
    groups
      .flatMap(({ commands }) => commands)
      .find((command) => command.id === id)
      ?.run();
  };
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="palette float">
        <Dialog aria-label={say('shell.commands')} className="palette-dialog">
          <Autocomplete filter={contains}>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- who opens commands wants to type */}
            <SearchField aria-label={say('shell.commands.find')} className="palette-field" autoFocus>
              <Icon name="search" size={18} />
              <Input placeholder={say('shell.commands.find')} />
            </SearchField>
            <Menu
              className="menu palette-menu"
              aria-label={say('shell.commands')}
              onAction={run}
              renderEmptyState={() => <p className="palette-none">{say('shell.commands.none')}</p>}
            >
              {groups.map(({ title, commands }) => (
                <MenuSection key={title} id={title}>
                  <Header className="palette-group">{title}</Header>
                  {commands.map((command) => (
                    <MenuItem
                      key={command.id}
                      id={command.id}
                      textValue={command.label}
                      className="menu-item"
                    >
                      <Icon name={command.icon} />
                      {command.label}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
