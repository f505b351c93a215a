import * as z from 'zod/mini';
import { heldBy, isWrapper, kindOf, type Schema } from './wrappers.ts';

/** What a marked attribute is: sealed with the subject's key; a secret, sealed and never given out; internal, not exported. */
export type Mark = 'sealed' | 'secret' | 'internal';

const marks = z.registry<{ mark: Mark }>();

function mark<S extends z.ZodMiniType>(schema: S, as: Mark): S {
  if (markOf(schema)) throw new Error('an attribute has one mark');
  const marked = schema.clone();
  marks.add(marked, { mark: as });
  return marked;
}

/** Content: at rest only under the subject's data key; the person gets it back in reads and exports. */
export const sealed = <S extends z.ZodMiniType>(schema: S): S => mark(schema, 'sealed');
/** A secret: sealed, and in no answer, export or page ever (T16, C135). */
export const secret = <S extends z.ZodMiniType>(schema: S): S => mark(schema, 'secret');
/** Needed by the machinery and about nobody: hashes, tokens, counters; left out of exports. */
export const internal = <S extends z.ZodMiniType>(schema: S): S => mark(schema, 'internal');

/** The mark of each marked attribute of an item schema. */
export function marksOf(item: z.ZodMiniObject): ReadonlyMap<string, Mark> {
  const found = new Map<string, Mark>();
  for (const [name, schema] of Object.entries(item.shape)) {
    const own = markOf(schema);
    if (own) found.set(name, own);
  }
  return found;
}

/** Kinds that show in their definition all that they hold. In any other, as in `lazy`, a mark would be lost unseen. */
const open = new Set<string>([
  ...['string', 'number', 'boolean', 'enum', 'literal', 'unknown', 'never', 'custom', 'transform'],
  ...['object', 'array', 'tuple', 'record', 'union'],
]);

/** The mark of a schema or of what it wraps. Throws where a mark would mean nothing, since only whole attributes are sealed. */
function markOf(schema: Schema): Mark | undefined {
  const kind = kindOf(schema);
  const wraps = isWrapper(schema);
  if (!wraps && !open.has(kind)) throw new Error(`no mark can be seen in a schema of kind ${kind}`);
  const [inner] = heldBy(schema).flatMap((one) => markOf(one) ?? []);
  if (inner && !wraps) throw new Error(`a mark inside of a schema of kind ${kind} means nothing`);
  return marks.get(schema)?.mark ?? inner;
}
