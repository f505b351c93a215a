import * as z from 'zod/mini';
import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';
import { NotYet } from '../platform/step.ts';
import { countItems, deleteItems, isErasable, type SubjectIds } from './subject-store.ts';
import { tombstonesAfter } from './tombstone-store.ts';

/** So many subjects a call: 14 tables at some 15 ms, twice, stay far below the function's five minutes. */
const SUBJECTS_A_CALL = 100;

/** How far a replay is: it goes from call to call, since there may be more tombstones than one call has time for. */
const progress = z.object({
  after: z.optional(z.string()),
  tombstones: z._default(z.int(), 0),
  items: z._default(z.int(), 0),
});
type Progress = z.infer<typeof progress> & { readonly outcome: 'more' | 'done' };

const erasable = tablesOf(findProfile(env('PROFILE')).capabilities).filter(isErasable);

/** Deletes what a restore brought back of somebody who was erased, and looks that nothing is left. */
async function eraseAgain(subject: SubjectIds): Promise<number> {
  let deleted = 0;
  for (const spec of erasable) {
    deleted += await deleteItems(documents, spec, subject);
    // An index follows its table: its retry finds it empty, or deletes the rest.
    if ((await countItems(documents, spec, subject)) > 0) throw new NotYet(`not empty: ${spec.name}`);
  }
  return deleted;
}

export const handler = async (event: unknown): Promise<Progress> => {
  const so = progress.parse(event);
  const { subjects, next } = await tombstonesAfter(so.after, SUBJECTS_A_CALL);
  let items = 0;
  for (const subject of subjects) items += await eraseAgain(subject);
  log('info', 'tombstones replayed', { count: items });
  return {
    ...(next === undefined ? {} : { after: next }),
    tombstones: so.tombstones + subjects.length,
    items: so.items + items,
    outcome: next === undefined ? 'done' : 'more',
  };
};
