import type { StoreSpec } from '../../contracts/spec/store.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { addItem, datesOf, type Found, inventoryLine } from './inventory.ts';
import { subjectItems } from './subject-store.ts';

/** What each store holds about a person, counted now: it reads dates, and content stays sealed to it. */
export const readInventory = (stores: readonly StoreSpec[], actor: Actor) =>
  Promise.all(stores.map((store) => readLine(store, actor)));

async function readLine(store: StoreSpec, actor: Actor) {
  if (store.kind !== 'table' || store.privacy.subject.by === 'nobody') return inventoryLine(store, undefined);
  let found: Found = { count: 0 };
  for await (const item of subjectItems(documents, store, actor, datesOf(store)))
    found = addItem(found, item, store.ttl);
  return inventoryLine(store, found);
}
