import type { UseQueryResult } from '@tanstack/react-query';
import { createElement, Fragment, type ReactNode, useEffect, useState } from 'react';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { Failure } from './notice.tsx';

const say = words(messages);
const PATIENCE_MS = 200;

const greyLine = () => <span />;

/** Grey lines in place of what is on its way, but only for what takes over 200 ms. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="skeleton" role="status" aria-label={say('design.loading')}>
      {createElement(Fragment, null, ...Array.from({ length: lines }, greyLine))}
    </div>
  );
}

interface PendingProps {
  readonly query: Pick<UseQueryResult, 'isError' | 'error'> & { readonly refetch: () => unknown };
  readonly lines?: number | undefined;
}

/** What is drawn as long as a query has no data: a skeleton, or what went wrong. */
export function Pending({ query, lines }: PendingProps) {
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton lines={lines ?? 4} />;
}

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Draws what a query has: its data also while it is renewed, a skeleton, or what went wrong. */
export function Loaded<Data>({ query, lines, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  return <Pending query={query} lines={lines} />;
}
