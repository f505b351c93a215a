import { readFile } from 'node:fs/promises';
import { output } from './outcome.ts';

/** How each tool is told to look away. A reason must follow; the tools themselves do not all ask for one. */
const marks = [
  { tool: 'format and lint', pattern: /biome-ignore\S*\s+[\w/]+(?<reason>:\s*\S.{8,})?/g },
  { tool: 'typed lint', pattern: /oxlint-disable\S*\s+[\w/,@ -]+?(?<reason> -- \S.{8,})?$/gm },
  { tool: 'types', pattern: /@ts-(?:expect-error|ignore|nocheck)(?<reason>:? \S.{8,})?/g },
  { tool: 'template checks', pattern: /\b(?:cfnLint|checkov|nag)Exception\(/g, reason: 'an argument' },
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
    for (const { tool, pattern, reason } of marks) {
      for (const found of text.matchAll(pattern)) {
        counts.set(tool, (counts.get(tool) ?? 0) + 1);
        if (!reason && !found.groups?.['reason']) unexplained.push(`${file}: ${found[0]}`);
      }
    }
  }
  return { counts, unexplained };
}

/** Every source file that git knows or would take, but this one, which spells the marks. */
async function sources(): Promise<string[]> {
  const { out } = await output('git', ['ls-files', '--cached', '--others', '--exclude-standard']);
  return out
    .split('\n')
    .filter((file) => /\.(?:m?ts|tsx|mjs|css|jsonc)$/.test(file) && !file.startsWith('local/checks/'));
}
