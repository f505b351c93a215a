/** Stands in bundles for `@aws-sdk/util-dynamodb`: values as they travel, for the types that our items have. */

/** One value on the wire: exactly one of these. */
export interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  /** Base64. */
  readonly B?: string;
  readonly L?: readonly Attribute[];
  readonly M?: Readonly<Record<string, Attribute>>;
}
type Attributes = Readonly<Record<string, Attribute>>;

/** An item for the wire; what is undefined is left out. */
export function marshall(item: object): Attributes {
  const wired: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(item) as [string, unknown][])
    if (value !== undefined) wired[name] = attributeOf(value);
  return wired;
}

export function unmarshall(attributes: Attributes): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(attributes)) item[name] = valueIn(attribute);
  return item;
}

function attributeOf(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: exact(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array)
    return { B: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') };
  if (Array.isArray(value)) return { L: value.filter((one) => one !== undefined).map(attributeOf) };
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return { M: marshall(value) };
  throw new TypeError(`no attribute can hold a ${typeof value}`);
}

function exact(value: number): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new RangeError('a number that cannot be kept exactly');
}

function valueIn({ S, N, BOOL, NULL, B, L, M }: Attribute): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return numberOf(N);
  if (B !== undefined) return bytesIn(B);
  if (M !== undefined) return unmarshall(M);
  if (L !== undefined) return L.map(valueIn);
  if (BOOL !== undefined) return BOOL;
  if (NULL) return null;
  throw new TypeError('an attribute of a type that our items do not have');
}

/** As the SDK does it: an integer beyond what a number holds exactly comes as a BigInt. */
function numberOf(text: string): number | bigint {
  const value = Number(text);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : BigInt(text);
}

export function bytesIn(base64: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(base64, 'base64');
  return new Uint8Array(buffer, byteOffset, length);
}
