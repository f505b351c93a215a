import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { codeBreaks } from '../../support/evidence/code-breaks.ts';

// The deep suite breaks the code; that it still can is seen at once.
it.each(codeBreaks)('what stands in the code can be broken: $broken', async ({ edits }) => {
  for (const [file, from] of edits)
    expect((await readFile(file, 'utf8')).split(from), `${file}: ${from}`).toHaveLength(2);
});
