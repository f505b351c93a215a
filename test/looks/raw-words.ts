import type { Page } from 'playwright-core';

/** Words that `Intl` writes in the reader's language: months, parts of a day, units. */
const written =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|am|pm|secs?|mins?|hrs?|days?|byte|kb|mb)\b/gi;

/** Texts that people read or hear which neither a word list nor the API said; the pseudo-locale gives every listed letter an accent. */
export async function rawWords(page: Page, answers: string): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const within = node.parentElement?.closest(
        'kbd, time, script, noscript, svg, .policy-text, .prose, .code-block, .log-text, .brand',
      );
      if (!within) found.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('body *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        if (!element.matches('time, .brand')) found.push(element.getAttribute(name) ?? '');
      }
    }
    return found;
  });
  const said = answers.replaceAll(/\\[nt"]/g, ' ');
  return texts.filter((text) => {
    const plain =
      text
        .normalize('NFC')
        .replaceAll(written, '')
        .match(/(?<![\p{L}\p{M}·.@/-])[A-Za-z]{3,}(?![\p{L}\p{M}·])/gu) ?? [];
    return plain.some((word) => !said.includes(word));
  });
}
