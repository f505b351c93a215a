import { createDecipheriv, type KeyObject } from 'node:crypto';
import { expect } from 'vitest';
import type { DataKeyPurpose, TableSpec } from '../../../contracts/spec/store.ts';
import type { Person, Target } from '../target.ts';
import { dataKeyOf } from './planting.ts';
import { isRecord } from './template.ts';

type Item = Readonly<Record<string, unknown>>;

/** Opens a sealed value by the published format alone, without any code of ours; throws where it is anything else. */
export function opensAsGcm(key: KeyObject, associated: string, value: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', key, value.subarray(5, 17));
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(value.subarray(-16));
  return Buffer.concat([decipher.update(value.subarray(17, -16)), decipher.final()]).toString();
}

/** The bytes of a value that must be some; what is no binary attribute is not sealed. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('not sealed');
}

/** Everything in items as bytes that one can search: binary attributes as they lie there, not as JSON would write them. */
export function rawBytes(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  const inner = Array.isArray(value) ? value : isRecord(value) ? Object.entries(value).flat() : undefined;
  return inner === undefined ? Buffer.from(String(value)) : Buffer.concat(inner.map(rawBytes));
}

/**
 * What a stored attribute says, opened by the published format under the person's own key: so it was ciphertext, of that
 * key and for that place. Nothing of it stands in the item in clear, by the same search that finds it in what was opened.
 */
export async function sealedText(
  target: Pick<Target, 'aws'>,
  person: Person,
  spec: TableSpec,
  item: Item | undefined,
  attribute: string,
): Promise<string> {
  const purpose: DataKeyPurpose = spec.sealedWith === 'credentials' ? 'credentials' : 'content';
  const { key, version } = await dataKeyOf(target, person, purpose);
  const { partition, sort } = spec.keys;
  const named = (part: unknown) => `${String(part).length}:${String(part)}`;
  const place = `${named(item?.[partition])}${sort === undefined ? '-' : `s${named(item?.[sort])}`}`;
  const associated = `1,${version},${named(spec.name)}${place}${named(attribute)}`;
  const text = opensAsGcm(key, associated, bytesOf(item?.[attribute]));
  expect(rawBytes({ text }).includes(text)).toBe(true);
  expect(rawBytes(item).includes(text), `${spec.name} in clear`).toBe(false);
  return text;
}
