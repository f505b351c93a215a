import type { CustomerId, UserId } from '../../../contracts/ids.ts';
import type { StoreKinds, StoreSpec } from '../../../contracts/spec/store.ts';
import type { DataKey } from '../../platform/keys/sealed-items.ts';
import type { ExportPart } from '../archive.ts';

/** By what a person's things are found. The bridges between the three are gone once the account is. */
export interface SubjectIds {
  readonly userId?: UserId | undefined;
  readonly customerId?: CustomerId | undefined;
  /** The identity service's ids, one a sign-in. */
  readonly subjects?: readonly string[] | undefined;
}

/** What a store answers about a person: a number and how it came by it, or why nobody can count. */
export type Answer = { readonly count: number; readonly how: string } | { readonly uncounted: string };

/** What can be done with the stores of a kind. Every count is asked of the store itself; every act may be done again. */
export interface Keeper<S = StoreSpec> {
  /** How much lies there of a person, what has expired included. */
  count(store: S, ids: SubjectIds): Promise<Answer>;
  /** Removes it. Killed halfway, the next call removes the rest. */
  empty(store: S, ids: SubjectIds): Promise<void>;
  /** What an export carries of it, opened by the account's content key; nothing where the person is gone from it. */
  collect(store: S, ids: SubjectIds, key?: DataKey): Promise<ExportPart | undefined>;
}

/** A keeper for every kind of store: a kind without one does not compile. */
export type KeeperOfEach = { readonly [K in keyof StoreKinds]: Keeper<StoreKinds[K]> };

/** The kinds that functions in the isolated network can ask: it has gateways to DynamoDB and S3. */
export type InnerStore = StoreKinds['table' | 'bucket'];
export const isInner = (store: StoreSpec): store is InnerStore =>
  store.kind === 'table' || store.kind === 'bucket';

/** Thrown where an id is missing by which a store would have to be asked: nobody asked is not nothing found. */
class SubjectUnknown extends Error {
  override readonly name = 'SubjectUnknown';
}

/** By which of the ids a store finds a person; nothing where it is not known any more, or where none does. */
export function idIn(
  { privacy: { subject } }: Pick<StoreSpec, 'privacy'>,
  ids: SubjectIds,
): string | undefined {
  if (subject.by === 'nobody') return undefined;
  if (subject.by === 'customer') return ids.customerId;
  return subject.by === 'identity' ? ids.subjects?.[0] : ids.userId;
}

/** The id by which a store finds a person. Throws `SubjectUnknown`. */
export function knownIdIn(store: Pick<StoreSpec, 'name' | 'privacy'>, ids: SubjectIds): string {
  const id = idIn(store, ids);
  if (id === undefined) throw new SubjectUnknown(`${store.name}: nothing to find a person by`);
  return id;
}

/** Waits for a deletion. A thing that went between the list and its turn is gone, which was wanted. */
export async function unlessNamed(gone: readonly string[], deleting: Promise<unknown>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!(error instanceof Error && gone.includes(error.name))) throw error;
  }
}

/** The identity service's ids of a person. Throws `SubjectUnknown`. */
export function knownSignInsIn(
  { name }: Pick<StoreSpec, 'name'>,
  { subjects = [] }: SubjectIds,
): readonly string[] {
  if (subjects.length === 0) throw new SubjectUnknown(`${name}: no sign-in to find a person by`);
  return subjects;
}
