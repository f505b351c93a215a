import { Marked, type Token } from 'marked';

/** Headings of an answer stand below those of the page, all on one level: models begin at any depth and skip some. */
export const markdown = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth }) {
      return `<h3 data-depth="${depth}">${this.parser.parseInline(tokens)}</h3>`;
    },
  },
});

/** The blocks of a text. One that is nested too deep to be read stands there as it came: no answer may break its page. */
export function blocksOf(text: string): Token[] {
  try {
    return markdown.lexer(text).filter((token) => token.type !== 'space');
  } catch {
    // The stack ends at some thousand levels; browsers name that error differently.
    return [{ type: 'code', raw: text, text }];
  }
}
