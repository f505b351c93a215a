import { Marked, type Token } from 'marked';
import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { Copy } from './pieces.tsx';
import { purified } from './purify.ts';
import './prose.css';

const say = words(messages);

const FIRST_HEADING = 3;
const LAST_HEADING = 6;

/** Headings of an answer stand below those of the page. */
const marked = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(FIRST_HEADING + depth - 1, LAST_HEADING);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
  },
});

/** What an answer may draw. No images: their addresses would tell others what is read here. */
const allowed = {
  ALLOWED_TAGS: ['p', 'br', 'strong', 'em', 'del', 'code', 'ul', 'ol', 'li', 'blockquote', 'h3', 'h4', 'h5', 'h6', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a'],
  ALLOWED_ATTR: ['href', 'align', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
};

/** Text of a model, block by block: only the block that grows is drawn again. It enters the page as nodes, never as HTML. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => marked.lexer(text).filter((token) => token.type !== 'space'), [text]);
  return blocks.map((token, index) =>
    token.type === 'code' ? <Code key={index} code={String(token['text'])} language={String(token['lang'] ?? '')} /> : <Block key={index} token={token} />,
  );
}

const Block = memo(
  function Block({ token }: { readonly token: Token }) {
    const place = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      place.current?.replaceChildren(purified(marked.parser([token]), allowed));
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
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
});
