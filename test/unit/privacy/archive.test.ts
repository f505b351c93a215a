import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { userPool } from '../../../contracts/accounts/stores.ts';
import { answerChunks, conversations } from '../../../contracts/chat/stores.ts';
import { credentials } from '../../../contracts/credentials/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { defineBucket } from '../../../contracts/spec/store.ts';
import { documentPart, exportSchema, packArchive } from '../../../lambdas/privacy/archive.ts';

const facts = {
  product: 'Cloister',
  userId: newId('account'),
  exportedAt: '2026-11-23T00:00:00.000Z',
  privacyContact: 'privacy@example.org',
};
const conversation = {
  userId: facts.userId,
  conversationId: newId('conversation'),
  title: 'Harbour <script>alert(1)</script>',
  model: 'nova-2-lite',
  createdAt: '2026-11-23T00:00:00.000Z',
  updatedAt: '2026-11-23T00:00:00.000Z',
};
const read = (archive: Uint8Array, name: string): string =>
  strFromU8(unzipSync(archive)[name] ?? new Uint8Array());

it('C126 an export carries for each file of data the JSON Schema that it fits', () => {
  const archive = packArchive([{ spec: conversations, items: [conversation] }], facts);
  const schema = JSON.parse(read(archive, 'schemas/conversations.schema.json')) as {
    items: { required: string[]; properties: object };
  };
  const [item] = JSON.parse(read(archive, 'data/conversations.json')) as object[];
  expect(item).toEqual(conversation);
  expect(Object.keys(item ?? {}).every((name) => name in schema.items.properties)).toBe(true);
  expect(schema.items.required.every((name) => name in (item ?? {}))).toBe(true);
  expect(exportSchema(conversations).safeParse(item).success).toBe(true);
});

it('C135 the schema of exported credentials has no place for a value', () => {
  expect(Object.keys(exportSchema(credentials).shape)).not.toContain('value');
  expect(Object.keys(exportSchema(credentials).shape)).toContain('label');
});

it('the readable page shows content as text', () => {
  const page = read(packArchive([{ spec: conversations, items: [conversation] }], facts), 'index.html');
  expect(page).toContain('Harbour &lt;script&gt;');
  expect(page).not.toContain('<script>');
});

it('the readable page keeps a text in pieces on its lines, not one piece a line', () => {
  const chunk = { userId: facts.userId, chunkKey: 'trn_1#0', first: 0, deltas: ['A', ' harbour', '.'] };
  const page = read(packArchive([{ spec: answerChunks, items: [chunk] }], facts), 'index.html');
  expect(page).toContain('[&quot;A&quot;,&quot; harbour&quot;,&quot;.&quot;]');
});

it('objects of a bucket are carried as they are, and named in manifest and page', () => {
  const spec = defineBucket({
    name: 'attachments',
    key: 'content',
    privacy: { category: 'conversation', subject: { by: 'prefix' }, export: 'items', erase: 'delete' },
  });
  const archive = packArchive([{ spec, files: new Map([['usr/a.png', new Uint8Array([1, 2])]]) }], facts);
  expect(unzipSync(archive)['files/attachments/usr/a.png']).toEqual(new Uint8Array([1, 2]));
  expect(JSON.parse(read(archive, 'manifest.json'))).toMatchObject({
    files: [{ file: 'files/attachments/usr/a.png', category: 'conversation', items: 1 }],
  });
  expect(read(archive, 'index.html')).toContain('files/attachments/usr/a.png');
});

it('what another service says of a person has its own file and schema', () => {
  const part = documentPart(userPool, { attributes: { email: 'a@b.test' }, signIns: [] });
  const archive = packArchive([part], facts);
  expect(JSON.parse(read(archive, 'identity.json'))).toEqual(part.document);
  expect(JSON.parse(read(archive, 'schemas/identity.schema.json'))).toMatchObject({ type: 'object' });
  expect(() => documentPart(userPool, {})).toThrow('attributes');
});
