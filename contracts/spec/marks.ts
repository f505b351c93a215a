import * as z from 'zod';

/** What a marked attribute is: sealed with the subject's key; a secret, sealed and never given out; internal, not exported. */
export type Mark = 'sealed' | 'secret' | 'internal';

const marks = z.registry<{ mark: Mark }>();

function mark<S extends z.ZodType>(schema: S, as: Mark): S {
  const marked = schema.clone();
  marks.add(marked, { mark: as });
  return marked;
}

/** Content: at rest only under the subject's data key; the person gets it back in reads and exports. */
export const sealed = <S extends z.ZodType>(schema: S): S => mark(schema, 'sealed');
/** A secret: sealed, and in no answer, export or page ever (T16, C135). */
export const secret = <S extends z.ZodType>(schema: S): S => mark(schema, 'secret');
/** Needed by the machinery and about nobody: hashes, tokens, counters; left out of exports. */
export const internal = <S extends z.ZodType>(schema: S): S => mark(schema, 'internal');

/** The mark of each marked attribute of an item schema. */
export function marksOf(item: z.ZodObject): ReadonlyMap<string, Mark> {
  const found = new Map<string, Mark>();
  for (const [name, schema] of Object.entries(item.shape)) {
    const own =
      marks.get(schema) ?? (schema instanceof z.ZodOptional ? marks.get(schema.unwrap()) : undefined);
    if (own) found.set(name, own.mark);
  }
  return found;
}
