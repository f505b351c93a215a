import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from './icon.tsx';
import type { Act } from './menu-popover.tsx';

const MenuPopover = lazy(async () => ({ default: (await import('./menu-popover.tsx')).MenuPopover }));

interface MenuProps {
  readonly label: string;
  readonly acts: readonly Act[];
  /** Looks of the button; without them it is an icon, and the label its name. */
  readonly className?: string;
  readonly here?: boolean;
}

/** A button that opens a short list of acts. What draws the list loads when it is first opened. */
export function Menu({ label, acts, className, here }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        className={className ?? 'button'}
        {...(className === undefined && { 'data-kind': 'quiet', 'data-shape': 'icon', 'data-size': 'small' })}
        data-here={here ? '' : undefined}
        aria-label={className === undefined ? label : ''}
        aria-haspopup="menu"
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        <Icon name="ellipsis" size={className === undefined ? 16 : 18} />
        {className !== undefined && <span>{label}</span>}
      </Button>
      <Suspense>
        {open && <MenuPopover label={label} acts={acts} button={button} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
