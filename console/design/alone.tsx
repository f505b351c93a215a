import { type ReactNode, useEffect, useRef } from 'react';
import { product } from '../config.ts';
import { Mark } from './mark.tsx';
import { useTitle } from './page.tsx';

/** A page without the frame: one thing to decide or to read, and nothing beside it. */
export function LonePage({
  title,
  intro,
  children,
}: {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className="alone">
      <span className="brand">
        <Mark size={22} />
        {product().product}
      </span>
      <div className="alone-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {intro && <p className="page-intro">{intro}</p>}
      </div>
      {children}
    </main>
  );
}
