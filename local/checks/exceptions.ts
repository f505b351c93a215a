import { readFile } from 'node:fs/promises';
import { sourceFiles } from './tree.ts';

/** How each tool is told to look away. A reason must follow; the tools themselves do not all ask for one. */
const marks = [
  { tool: 'format and lint', pattern: /biome-ignore\S*\s+[\w/]+(?<reason>:\s*\S.{8,})?/g },
  { tool: 'typed lint', pattern: /oxlint-disable\S*\s+[\w/,@ -]+?(?<reason> -- \S.{8,}?)?\s*(?:\*\/)?$/gm },
  { tool: 'types', pattern: /@ts-(?:expect-error|ignore|nocheck)(?<reason>:? \S.{8,})?/g },
];

export interface Exceptions {
  /** How many exceptions each tool has been given. */
  readonly counts: ReadonlyMap<string, number>;
  /** `file: text` of those without a reason beside them. */
  readonly unexplained: readonly string[];
}

/** All exceptions in the sources, and those that give no reason. */
export async function findExceptions(): Promise<Exceptions> {
  const texts = await Promise.all(
    (await sources()).map(async (file) => ({ file, text: await readFile(file, 'utf8').catch(() => '') })),
  );
  const found = texts.flatMap(({ file, text }) =>
    exceptionsIn(text).map((exception) => ({ file, ...exception })),
  );
  return {
    counts: new Map([...Map.groupBy(found, ({ tool }) => tool)].map(([tool, all]) => [tool, all.length])),
    unexplained: found.filter(({ explained }) => !explained).map(({ file, mark }) => `${file}: ${mark}`),
  };
}

export function exceptionsIn(text: string) {
  return marks.flatMap(({ tool, pattern }) =>
    [...text.matchAll(pattern)].map((found) => ({
      tool,
      mark: found[0],
      explained: Boolean(found.groups?.['reason']),
    })),
  );
}

/** Every source file but the checks themselves, which spell the marks. */
async function sources(): Promise<string[]> {
  const files = await sourceFiles();
  return files.filter(
    (file) => /\.(?:m?ts|tsx|mjs|css|jsonc)$/.test(file) && !/^(?:local|test\/unit)\/checks\//.test(file),
  );
}
