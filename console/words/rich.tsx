import { createElement, Fragment, type ReactNode } from 'react';

const TAG = /<(\w+)>(.*?)<\/\1>/g;

/** Draws a message whose tags, such as `<a>…</a>`, name the elements that the page puts around their text. */
export function Rich({
  text,
  parts,
}: {
  readonly text: string;
  readonly parts: Readonly<Record<string, (inner: string) => ReactNode>>;
}) {
  const drawn: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TAG)) {
    const [whole, tag = '', inner = ''] = match;
    drawn.push(text.slice(end, match.index), parts[tag]?.(inner) ?? inner);
    end = match.index + whole.length;
  }
  drawn.push(text.slice(end));
  return createElement(Fragment, null, ...drawn);
}
