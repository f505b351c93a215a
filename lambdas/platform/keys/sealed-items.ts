import type { KeyObject } from 'node:crypto';
import type * as z from 'zod/mini';
import { marksOf } from '../../../contracts/spec/marks.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { open, SealBroken, type SealedPlace, seal } from './seal.ts';

/** An account's data key, unwrapped, and its version. */
export interface DataKey {
  readonly key: KeyObject;
  readonly version: number;
}

/** An item as it lies in the table: sealed attributes are bytes, and `v` says which schema it was written by. */
export type StoredItem = Readonly<Record<string, unknown>> & { readonly v: number };

/** The schema that items are written by now; a change of schema raises it and brings a migration. */
export const SCHEMA_VERSION = 1;

/** An item that this code cannot read. Names the table and the attributes, never a value. */
export class ItemUnreadable extends Error {
  override readonly name = 'ItemUnreadable';
}

/** Seals the content of an item, ready to be put. Absent optional attributes stay absent. */
export function sealItem<Item extends z.ZodMiniObject>(
  spec: TableSpec<Item>,
  key: DataKey,
  item: z.output<Item>,
): StoredItem {
  const sealed = sealedAttributesOf(spec);
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  const stored = entries.map(([name, value]) =>
    sealed.has(name) ? [name, sealAttribute(spec, key, item, name, value)] : [name, value],
  );
  return { ...Object.fromEntries(stored), v: SCHEMA_VERSION };
}

/** Opens an item as read from the table and parses it by its schema. */
export function openItem<Item extends z.ZodMiniObject>(
  spec: TableSpec<Item>,
  key: DataKey,
  stored: Readonly<Record<string, unknown>>,
): z.output<Item> {
  const parsed = spec.item.safeParse(openSealed(spec, key, stored));
  if (parsed.success) return parsed.data;
  const misfits = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '(item)')));
  throw new ItemUnreadable(`${spec.name}: does not fit its schema: ${[...misfits].join(', ')}`);
}

/** Opens what is sealed of an item as read from the table, and leaves the rest as it is. The caller parses it. */
export function openSealed(
  spec: TableSpec,
  key: DataKey,
  stored: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { v, ...attributes } = stored;
  if (v !== SCHEMA_VERSION) throw new ItemUnreadable(`${spec.name}: unknown schema version`);
  const sealed = sealedAttributesOf(spec);
  const opened = Object.entries(attributes).map(([name, value]) =>
    sealed.has(name) ? [name, openAttribute(spec, key, stored, name, value)] : [name, value],
  );
  return Object.fromEntries(opened);
}

/** Seals one attribute of an item, for an update that does not write the whole item. */
export function sealAttribute(
  spec: TableSpec,
  key: DataKey,
  itemKeys: object,
  attribute: string,
  value: unknown,
): Uint8Array {
  return seal(key.key, key.version, placeOf(spec, itemKeys, attribute), Buffer.from(JSON.stringify(value)));
}

/** Opens one attribute of an item, for a read that does not fetch the whole item. The caller parses it. */
export function openAttribute(
  spec: TableSpec,
  key: DataKey,
  itemKeys: object,
  attribute: string,
  value: unknown,
): unknown {
  // A value in clear where a sealed one belongs was not written by us: it is refused like a broken one.
  if (!(value instanceof Uint8Array)) throw new SealBroken();
  const plaintext = open(key.key, key.version, placeOf(spec, itemKeys, attribute), value);
  return JSON.parse(Buffer.from(plaintext).toString());
}

const sealedAttributes = new WeakMap<TableSpec, ReadonlySet<string>>();

/** Which attributes of a table are sealed: those marked as content or as a secret. */
function sealedAttributesOf(spec: TableSpec): ReadonlySet<string> {
  const known = sealedAttributes.get(spec);
  if (known) return known;
  const found = new Set(
    [...marksOf(spec.item)].filter(([, mark]) => mark !== 'internal').map(([name]) => name),
  );
  sealedAttributes.set(spec, found);
  return found;
}

function placeOf(spec: TableSpec, itemKeys: object, attribute: string): SealedPlace {
  const values = new Map<string, unknown>(Object.entries(itemKeys));
  const partition = values.get(spec.keys.partition);
  if (typeof partition !== 'string') throw new ItemUnreadable(`${spec.name}: no partition key`);
  if (spec.keys.sort === undefined) return { table: spec.name, partition, attribute };
  const sort = values.get(spec.keys.sort);
  if (typeof sort === 'string' || typeof sort === 'number')
    return { table: spec.name, partition, sort, attribute };
  throw new ItemUnreadable(`${spec.name}: no sort key`);
}
