import { strToU8, zipSync } from 'fflate';
import * as z from 'zod/mini';
import { type ArchiveIdentity, archiveIdentity, archiveManifest } from '../../contracts/privacy/archive.ts';
import { marksOf } from '../../contracts/spec/marks.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { category } from '../../policy/categories.ts';
import { escapeHtml } from '../../policy/documents/html.ts';

/** One store's part of an export: opened items without what the machinery alone needs. */
export interface ExportPart {
  readonly spec: TableSpec;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** What goes around the parts. */
export interface ArchiveFacts {
  readonly product: string;
  readonly userId: string;
  readonly exportedAt: string;
  readonly privacyContact: string;
  /** What the identity service holds. */
  readonly identity: ArchiveIdentity;
}

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

/** An archive: JSON for machines with a JSON Schema for each file, HTML for people. */
export function packArchive(parts: readonly ExportPart[], facts: ArchiveFacts): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'index.html': strToU8(readable(parts, facts)),
    'identity.json': json(facts.identity),
    [schemaFile('identity')]: jsonSchema(archiveIdentity),
    'manifest.json': json(manifestOf(parts, facts)),
    [schemaFile('manifest')]: jsonSchema(archiveManifest),
  };
  for (const { spec, items } of parts) {
    files[`data/${spec.name}.json`] = json(items);
    files[schemaFile(spec.name)] = jsonSchema(z.array(exportSchema(spec)));
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
  files: parts.map(({ spec, items }) => ({
    file: `data/${spec.name}.json`,
    schema: schemaFile(spec.name),
    category: spec.privacy.category,
    items: items.length,
  })),
});

const schemaFile = (name: string): string => `schemas/${name}.schema.json`;
const jsonSchema = (schema: z.ZodMiniType): Uint8Array =>
  json(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }));
const json = (value: unknown): Uint8Array => strToU8(JSON.stringify(value, undefined, 2));

function readable(
  parts: readonly ExportPart[],
  { product, exportedAt, privacyContact, identity }: ArchiveFacts,
): string {
  const sections = parts.map(({ spec, items }) => {
    const { label, examples } = category(spec.privacy.category);
    const shown =
      items.length === 0 ? '<p>Nothing.</p>' : items.map((item) => definitionList(item)).join('<hr>');
    return `<section><h2>${escapeHtml(label)} <small>${escapeHtml(spec.name)}</small></h2><p>${escapeHtml(examples)}</p>${shown}</section>`;
  });
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem;color-scheme:light dark}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}small{font-weight:400;opacity:.7}';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(product)}: your data</title><style>${style}</style><h1>What ${escapeHtml(product)} holds about you</h1><p>As of ${escapeHtml(exportedAt)}. Questions: ${escapeHtml(privacyContact)}.</p><section><h2>Sign-in identity</h2>${definitionList({ identity })}</section>${sections.join('')}</html>`;
}

/** A value as people read it; a text in pieces goes on in its line. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const isWords = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return JSON.stringify(value, undefined, isWords ? 0 : 2);
}

function definitionList(item: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return `<dl>${entries.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown(value))}</dd>`).join('')}</dl>`;
}
