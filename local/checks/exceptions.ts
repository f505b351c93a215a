import { readFile } from 'node:fs/promises';
import { sourceFiles } from './tree.ts';

/** How each tool is told to look away. A reason must follow; the tools themselves do not all ask for one. */
const marks = [
  { tool: 'format and lint', pattern: /biome-ignore\S*\s+[\w/]+(?<reason>:\s*\S.{8,})?/g },
  { tool: 'typed lint', pattern: /oxlint-disable\S*\s+[\w/,@ -]+?(?<reason> -- \S.{8,})?$/gm },
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
  const counts = new Map<string, number>();
  const unexplained: string[] = [];
  for (const file of await sources()) {
    const text = await readFile(file, 'utf8');
    for (const { tool, pattern } of marks) {
      for (const found of text.matchAll(pattern)) {
        counts.set(tool, (counts.get(tool) ?? 0) + 1);
        if (!found.groups?.['reason']) unexplained.push(`${file}: ${found[0]}`);
      }
    }
  }
  return { counts, unexplained };
}

/** Every source file but the checks themselves, which spell the marks. */
async function sources(): Promise<string[]> {
  const files = await sourceFiles();
  return files.filter(
    (file) => /\.(?:m?ts|tsx|mjs|css|jsonc)$/.test(file) && !file.startsWith('local/checks/'),
  );
}
