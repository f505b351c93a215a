import type * as z from 'zod/mini';

export type Schema = z.core.$ZodType;
type Kind = z.core.$ZodTypeDef['type'];

/** Kinds around one schema that leave a value what it is. */
const wrappers: readonly Kind[] = [
  'optional',
  'nullable',
  'nonoptional',
  'default',
  'prefault',
  'catch',
  'readonly',
  'pipe',
];

export const kindOf = (schema: Schema): Kind => schema._zod.def.type;
/** Whether a schema stands around another one and leaves a value what it is. */
export const isWrapper = (schema: Schema): boolean => wrappers.includes(kindOf(schema));

/** The schemas in a schema's definition: what it wraps, its options, its elements, its attributes. */
export function heldBy({ _zod: { def } }: Schema): readonly Schema[] {
  const { checks: _, ...held } = def;
  return Object.values(held).flatMap(schemasIn);
}

function schemasIn(value: unknown): readonly Schema[] {
  if (typeof value !== 'object' || value === null) return [];
  return isSchema(value) ? [value] : Object.values(value).filter(isSchema);
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && '_zod' in value;

/** The kind of what a schema wraps, however deep; of a pipe, of what goes in, which is what a table holds. */
export function bareKindOf(schema: Schema): Kind {
  const [inner] = isWrapper(schema) ? heldBy(schema) : [];
  return inner === undefined ? kindOf(schema) : bareKindOf(inner);
}
