/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- without focus nobody scrolls it by keyboard */
import type { ReactNode, Ref } from 'react';

interface ScrollProps {
  readonly label: string;
  readonly className?: string;
  readonly place?: Ref<HTMLElement>;
  readonly onScroll?: () => void;
  readonly children: ReactNode;
}

/** What may be larger than its place: it scrolls by itself, also by keyboard, and says what it is. */
export function Scroll({ label, className = 'table-frame', place, onScroll, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus nobody scrolls it by keyboard (axe: scrollable-region-focusable)
    <section className={className} aria-label={label} tabIndex={0} ref={place} onScroll={onScroll}>
      {children}
    </section>
  );
}
