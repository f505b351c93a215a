import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon, type IconName } from './icon.tsx';

/** One act of a menu. */
export interface Act {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly run: () => void;
}

/** A button that opens a short list of acts. */
export function Menu({
  label,
  trigger,
  acts,
}: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly acts: readonly Act[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="float" placement="bottom end" offset={4}>
        <AriaMenu
          className="menu"
          aria-label={label}
          onAction={(key) => acts.find((act) => act.id === key)?.run()}
        >
          {acts.map((act) => (
            <MenuItem
              key={act.id}
              id={act.id}
              textValue={act.label}
              className="menu-item"
              data-kind={act.danger ? 'danger' : undefined}
            >
              {act.icon && <Icon name={act.icon} />}
              {act.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
