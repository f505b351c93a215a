import * as z from 'zod/mini';
import { accounts } from '../../contracts/accounts/stores.ts';
import { balances } from '../../contracts/billing/stores.ts';
import { id } from '../../contracts/ids.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { log } from '../platform/observe.ts';
import { NotYet } from '../platform/step.ts';
import { idIn, type SubjectIds } from './keepers/keeper.ts';
import type { TableKeeper } from './keepers/table.ts';
import { tombstonesAfter } from './tombstone-store.ts';

/** So many subjects a call: 15 tables at some 15 ms, twice, stay far below the function's five minutes. */
const SUBJECTS_A_CALL = 100;

/** How far a replay is: it goes from call to call, since there may be more tombstones than one call has time for. */
export const progress = z.object({
  after: z.optional(z.string()),
  tombstones: z._default(z.int(), 0),
  items: z._default(z.int(), 0),
});
type Progress = z.infer<typeof progress>;

/** What a restore can bring back: tables alone have backups. */
export interface Restored {
  readonly tables: readonly TableSpec[];
  readonly keeper: Pick<TableKeeper, 'remove' | 'count' | 'every'>;
}

/** Erases the next subjects again, and says how far it is. */
export async function replay(
  restored: Restored,
  so: Progress,
): Promise<Progress & { readonly outcome: 'more' | 'done' }> {
  const { subjects, next } = await tombstonesAfter(so.after, SUBJECTS_A_CALL);
  let items = 0;
  for (const subject of subjects) items += await eraseAgain(restored, subject);
  if (next === undefined)
    for (const subject of await orphans(restored)) items += await eraseAgain(restored, subject);
  log('info', 'tombstones replayed', { count: items });
  return {
    ...(next === undefined ? {} : { after: next }),
    tombstones: so.tombstones + subjects.length,
    items: so.items + items,
    outcome: next === undefined ? 'done' : 'more',
  };
}

/**
 * The billing subjects of which no account is left. Balances are read first: an account that is made meanwhile is there
 * when accounts are read. A million of them are some 100 MB and 600 pages, half a minute.
 */
async function orphans({ keeper }: Restored): Promise<SubjectIds[]> {
  const found = new Set(await Array.fromAsync(keeper.every(balances, 'customerId')));
  for await (const owned of keeper.every(accounts, 'customerId')) found.delete(owned);
  return [...found].map((customerId) => ({ customerId: id('customer').parse(customerId) }));
}

/** Deletes what a restore brought back of somebody who was erased, and looks that nothing is left. */
async function eraseAgain({ tables, keeper }: Restored, subject: SubjectIds): Promise<number> {
  let deleted = 0;
  for (const spec of tables.filter((one) => idIn(one, subject) !== undefined)) {
    deleted += await keeper.remove(spec, subject);
    // An index follows its table: its retry finds it empty, or deletes the rest.
    if ((await keeper.count(spec, subject)).count > 0) throw new NotYet(`not empty: ${spec.name}`);
  }
  return deleted;
}
