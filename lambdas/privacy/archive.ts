import { strToU8, zipSync } from 'fflate';
import * as z from 'zod/mini';
import { archiveIdentity, archiveManifest } from '../../contracts/privacy/archive.ts';
import { marksOf } from '../../contracts/spec/marks.ts';
import type { BucketSpec, StoreKinds, StoreSpec, TableSpec } from '../../contracts/spec/store.ts';
import { describedCategory } from '../../policy/category-words.ts';
import { escapeHtml } from '../../policy/documents/html.ts';

type Item = Readonly<Record<string, unknown>>;
export type DocumentStore = StoreKinds['user-pool' | 'supplier'];

/** What somebody else knows of a person, in their own words. */
export interface DocumentPart {
  readonly spec: DocumentStore;
  readonly document: object;
}

/** One store's part of an export: opened items without what the machinery alone needs, objects by their keys, a document. */
export type ExportPart =
  | { readonly spec: TableSpec; readonly items: readonly Item[] }
  | { readonly spec: BucketSpec; readonly files: ReadonlyMap<string, Uint8Array> }
  | DocumentPart;

/** What goes around the parts. */
export interface ArchiveFacts {
  readonly product: string;
  readonly userId: string;
  readonly exportedAt: string;
  readonly privacyContact: string;
}

export const isDocumentStore = (store: StoreSpec): store is DocumentStore =>
  store.kind === 'user-pool' || store.kind === 'supplier';

/** The name and the schema of what a store says in its own words. */
const documentIn = (spec: DocumentStore) =>
  spec.kind === 'user-pool'
    ? { name: 'identity', schema: archiveIdentity }
    : { name: spec.name, schema: z.looseObject({}) };
export const documentName = (spec: DocumentStore): string => documentIn(spec).name;
export const documentPart = (spec: DocumentStore, read: unknown): DocumentPart => ({
  spec,
  document: documentIn(spec).schema.parse(read),
});

/** Attributes of a table that no export carries: secrets never (C135), internals because they are about nobody. */
const withheld = (spec: TableSpec): string[] =>
  [...marksOf(spec.item)].filter(([, mark]) => mark !== 'sealed').map(([name]) => name);

/** The schema of an exported item: the table's own, without what is withheld. */
export function exportSchema(spec: TableSpec): z.ZodMiniObject {
  return z.omit(
    spec.item,
    Object.fromEntries(withheld(spec).map((name) => [name, true])) as Record<string, true>,
  );
}

/** One file of an archive about a store. */
interface Entry {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly items: number;
  readonly schema?: { readonly name: string; readonly of: z.ZodMiniType };
}

function entriesOf(part: ExportPart): readonly Entry[] {
  const { name } = part.spec;
  if ('files' in part)
    return [...part.files].map(([key, bytes]) => ({ file: `files/${name}/${key}`, bytes, items: 1 }));
  if ('items' in part) {
    const schema = { name, of: z.array(exportSchema(part.spec)) };
    return [{ file: `data/${name}.json`, bytes: json(part.items), items: part.items.length, schema }];
  }
  const { name: file, schema: of } = documentIn(part.spec);
  return [{ file: `${file}.json`, bytes: json(part.document), items: 1, schema: { name: file, of } }];
}

/** An archive: JSON for machines with a JSON Schema for each file of it, objects as they are, HTML for people. */
export function packArchive(parts: readonly ExportPart[], facts: ArchiveFacts): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'index.html': strToU8(readable(parts, facts)),
    'manifest.json': json(manifestOf(parts, facts)),
    [schemaFile('manifest')]: jsonSchema(archiveManifest),
  };
  for (const { file, bytes, schema } of parts.flatMap(entriesOf)) {
    files[file] = bytes;
    if (schema !== undefined) files[schemaFile(schema.name)] = jsonSchema(schema.of);
  }
  return zipSync(files, { level: 6 });
}

const manifestOf = (
  parts: readonly ExportPart[],
  { product, userId, exportedAt }: ArchiveFacts,
): z.input<typeof archiveManifest> => ({
  format: 'cloister-export/1',
  product,
  userId,
  exportedAt,
  files: parts.flatMap((part) =>
    entriesOf(part).map(({ file, items, schema }) => ({
      file,
      ...(schema === undefined ? {} : { schema: schemaFile(schema.name) }),
      category: part.spec.privacy.category,
      items,
    })),
  ),
});

const schemaFile = (name: string): string => `schemas/${name}.schema.json`;
const jsonSchema = (schema: z.ZodMiniType): Uint8Array =>
  json(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }));
const json = (value: unknown): Uint8Array => strToU8(JSON.stringify(value, undefined, 2));

function readable(
  parts: readonly ExportPart[],
  { product, exportedAt, privacyContact }: ArchiveFacts,
): string {
  const sections = parts.map((part) => {
    const { label, examples } = describedCategory(part.spec.privacy.category);
    const items = itemsIn(part);
    const shown =
      items.length === 0 ? '<p>Nothing.</p>' : items.map((item) => definitionList(item)).join('<hr>');
    return `<section><h2>${escapeHtml(label)} <small>${escapeHtml(part.spec.name)}</small></h2><p>${escapeHtml(examples)}</p>${shown}</section>`;
  });
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem;color-scheme:light dark}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}small{font-weight:400;opacity:.7}';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(product)}: your data</title><style>${style}</style><h1>What ${escapeHtml(product)} holds about you</h1><p>As of ${escapeHtml(exportedAt)}. Questions: ${escapeHtml(privacyContact)}.</p>${sections.join('')}</html>`;
}

/** What of a part people read on the page. */
function itemsIn(part: ExportPart): readonly Item[] {
  if ('items' in part) return part.items;
  if ('files' in part) return entriesOf(part).map(({ file }) => ({ file }));
  return [{ [documentName(part.spec)]: part.document }];
}

/** A value as people read it; a text in pieces goes on in its line. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const isWords = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return JSON.stringify(value, undefined, isWords ? 0 : 2);
}

function definitionList(item: Item): string {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return `<dl>${entries.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown(value))}</dd>`).join('')}</dl>`;
}
