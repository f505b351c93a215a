/* oxlint-disable jsx-a11y/no-autofocus -- an opened list takes the focus, so that arrows move in it */
import type { RefObject } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon, type IconName } from './icon.tsx';

export interface Act {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly run: () => void;
}

interface MenuPopoverProps {
  readonly label: string;
  readonly acts: readonly Act[];
  readonly button: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The opened list of a menu; Escape closes it and focus returns to its button. */
export function MenuPopover({ label, acts, button, onClose }: MenuPopoverProps) {
  return (
    <Popover
      className="float"
      placement="bottom end"
      offset={4}
      triggerRef={button}
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <Menu
        className="menu"
        aria-label={label}
        autoFocus="first"
        onClose={onClose}
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
      </Menu>
    </Popover>
  );
}
