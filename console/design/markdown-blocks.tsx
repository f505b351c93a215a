import type { Token } from 'marked';
import { createElement, Fragment, memo, useLayoutEffect, useMemo, useRef } from 'react';
import { words } from '../words/words.ts';
import { blocksOf, markdown } from './blocks.ts';
import { messages } from './messages.ts';
import { Copy } from './pieces.tsx';
import { purify } from './purify.ts';
import { Scroll } from './scroll.tsx';

const say = words(messages);

/** What an answer may draw. No images: their addresses would tell others what is read here. */
const allowed = {
  ALLOWED_TAGS: [
    'p',
    'br',
    'strong',
    'em',
    'del',
    'code',
    'ul',
    'ol',
    'li',
    'blockquote',
    'h3',
    'hr',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'a',
  ],
  ALLOWED_ATTR: ['href', 'align', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
};

/** Text of a model, block by block: only the block that grows is drawn again. It enters the page as nodes, never as HTML. */
export function MarkdownBlocks({ text }: { readonly text: string }) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  // Blocks have no name but their place: text only ever grows at its end.
  return createElement(Fragment, null, ...blocks.map(drawBlock));
}

const drawBlock = (token: Token) =>
  token.type === 'code' ? (
    <Code code={String(token['text'])} language={String(token['lang'] ?? '')} />
  ) : (
    <Block token={token} />
  );

const Block = memo(
  function Block({ token }: { readonly token: Token }) {
    const place = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      place.current?.replaceChildren(purify(markdown.parser([token]), allowed));
    }, [token]);
    return <div className="prose" ref={place} />;
  },
  (before, after) => before.token.raw === after.token.raw && before.token.type === after.token.type,
);

const Code = memo(function Code({ code, language }: { readonly code: string; readonly language: string }) {
  return (
    <figure className="code-block">
      <figcaption>
        <span>{language || say('design.code')}</span>
        <Copy bare text={code} label={say('design.copy.code')} />
      </figcaption>
      <Scroll className="code-text" label={language || say('design.code')}>
        <pre>
          <code>{code}</code>
        </pre>
      </Scroll>
    </figure>
  );
});
