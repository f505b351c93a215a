import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { FunctionSpec } from '../../../lambdas/platform/function.ts';

const byName = <Of extends z.ZodType>(of: Of) => z.record(z.string(), of);
const names = z.string().transform((listed) => listed.split(' '));
/** By function and journey that needs them, actions and on what: a reviewer sees what each grant is good for. */
const needed = byName(byName(byName(names)));

/** The journeys that need a grant, by function and grant: `credits dynamodb:Query LedgerTable`. A file a module. */
export async function neededBy(
  functions: readonly FunctionSpec[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, string[]>();
  for (const module of new Set(functions.map((fn) => fn.module))) {
    const file = new URL(`needed/${module}.json`, import.meta.url);
    const parsed = needed.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const [fn, journeys] of Object.entries(parsed))
      for (const [journey, actions] of Object.entries(journeys))
        for (const [action, resources] of Object.entries(actions))
          for (const resource of resources) {
            const key = `${fn} ${action} ${resource}`;
            all.set(key, [...(all.get(key) ?? []), journey]);
          }
  }
  return all;
}
