import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { FunctionSpec, Grant } from '../../../lambdas/platform/function.ts';
import { constructId } from '../../../lib/stacks/names.ts';

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
          for (const grant of grantsOf(functions, fn, action, resources))
            all.set(`${fn} ${grant}`, [...(all.get(`${fn} ${grant}`) ?? []), journey]);
  }
  return all;
}

/** `inventory` stands for these actions on every store that the function knows by the map of names. */
function grantsOf(
  functions: readonly FunctionSpec[],
  name: string,
  action: string,
  listed: readonly string[],
) {
  if (action !== 'inventory') return listed.map((resource) => `${action} ${resource}`);
  const { grants = [] } = functions.find((one) => one.name === name) ?? {};
  return grants.flatMap(inventoryGrants).filter((grant) => listed.includes(grant.split(' ')[0] ?? ''));
}

function inventoryGrants(grant: Grant): readonly string[] {
  if (grant.to === 'bucket' && grant.named === 'by-map') {
    const bucket = `${constructId(grant.bucket.name)}Bucket`;
    return grant.actions.map((action) => `s3:${action} ${bucket}${action === 'ListBucket' ? '' : '/*'}`);
  }
  if (grant.to !== 'table' || grant.named !== 'by-map') return [];
  const table = `${constructId(grant.table.name)}Table`;
  const resources =
    grant.indexes.length === 0 ? [table] : grant.indexes.map((index) => `${table}/index/${index}`);
  return grant.actions.flatMap((action) => resources.map((resource) => `dynamodb:${action} ${resource}`));
}
