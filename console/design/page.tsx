import { type ReactNode, useEffect, useRef } from 'react';
import { product } from '../config.ts';

let first = true;

/** Names the page in the browser's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${product().product}`;
  }, [title]);
}

/** A page of reading and forms: its name, what it says about itself, its one primary act. After a navigation the focus is on its name. */
export function Page({
  title,
  intro,
  acts,
  wide,
  children,
}: {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly acts?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <div className="page" data-wide={wide ? '' : undefined}>
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {acts && <div className="buttons">{acts}</div>}
        {intro && <p className="page-intro">{intro}</p>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  /** The chosen tab above says the title already. */
  readonly named?: boolean;
  readonly intro?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, named, intro, acts, children }: SectionProps) {
  return (
    <section className="section">
      <div className="section-head">
        <h2 className={named ? 'unseen' : undefined}>{title}</h2>
        {acts && <div className="buttons">{acts}</div>}
        {intro && <p>{intro}</p>}
      </div>
      {children}
    </section>
  );
}

/** A list beside the work; on a narrow screen one of the two. */
export function Split({
  label,
  list,
  open,
  children,
}: {
  readonly label: string;
  readonly list: ReactNode;
  readonly open: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="split" data-open={open ? '' : undefined}>
      <aside className="split-list" aria-label={label}>
        {list}
      </aside>
      <div className="split-work">{children}</div>
    </div>
  );
}
