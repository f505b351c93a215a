import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { FunctionSpec } from '../../../lambdas/platform/function.ts';

/** By function, the journeys that need its grants: a line a grant, so that a reviewer sees what each is good for. */
const needed = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/** The journeys that need a grant, by function and grant: `credits dynamodb:Query LedgerTable`. A file a module. */
export async function neededBy(
  functions: readonly FunctionSpec[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, string[]>();
  for (const module of new Set(functions.map((fn) => fn.module))) {
    const file = new URL(`needed/${module}.json`, import.meta.url);
    for (const [fn, journeys] of Object.entries(needed.parse(JSON.parse(await readFile(file, 'utf8'))))) {
      for (const [journey, grants] of Object.entries(journeys)) {
        for (const grant of grants) {
          const key = `${fn} ${grant}`;
          all.set(key, [...(all.get(key) ?? []), journey]);
        }
      }
    }
  }
  return all;
}
