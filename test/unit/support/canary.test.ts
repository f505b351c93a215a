import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Canary, known, plant } from '../../support/canary/canary.ts';
import { type Piece, type Source, scan } from '../../support/canary/scan.ts';

const source = (...pieces: Piece['bytes'][]): Source => ({
  name: 'memory',
  async *pieces() {
    for (const [number, bytes] of pieces.entries()) yield { where: `piece ${number}`, bytes };
  },
});

async function encodingOf(bytes: Piece['bytes'], canary: Canary): Promise<string | undefined> {
  const { findings } = await scan([source(bytes)], [canary]);
  return findings[0]?.encoding;
}

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const percent = (text: string) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
const nested = (text: string) =>
  JSON.stringify({ body: JSON.stringify({ input: JSON.stringify({ text }) }) });
const pythonJson = (text: string) =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const mail = (text: string) =>
  `Content-Transfer-Encoding: base64\r\n\r\n${base64(`${'x'.repeat(50)}${text}`).replaceAll(/.{10}/g, '$&\r\n')}`;
const foldedMail = (text: string) =>
  `Content-Transfer-Encoding: quoted-printable\r\n\r\n${text.replaceAll(/.{5}/g, '$&=\r\n')}`;

const encodings: readonly (readonly [string, string, (text: string) => Piece['bytes']])[] = [
  ['clear', 'clear', (text) => `before ${text} after`],
  ['base64, nothing before', 'base64', (text) => base64(text)],
  ['base64, one byte before', 'base64', (text) => base64(`1${text}2`)],
  ['base64, two bytes before', 'base64', (text) => base64(`12${text}3`)],
  ['base64url', 'base64', (text) => Buffer.from(`?>${text}`).toString('base64url')],
  ['hex', 'hex', (text) => Buffer.from(text).toString('hex')],
  ['HEX', 'hex', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['URL', 'clear', (text) => `?q=${encodeURIComponent(text)}`],
  ['URL, every byte', 'url', percent],
  ['UTF-16 little', 'utf-16', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16 big', 'utf-16', utf16be],
  ['JSON', 'clear', (text) => JSON.stringify({ text })],
  ['JSON in JSON in JSON', 'clear', nested],
  ['gzip', 'gzip > clear', (text) => gzipSync(text)],
  [
    'gzip in the middle',
    'gzip > clear',
    (text) => Buffer.concat([Buffer.alloc(99), gzipSync(text), Buffer.alloc(9)]),
  ],
  ['zlib', 'deflate > clear', (text) => Buffer.concat([Buffer.from('head'), deflateSync(text)])],
  ['raw deflate', 'deflate > clear', (text) => deflateRawSync(text.repeat(3))],
  [
    'zip member',
    'zip > clear',
    (text) => zipSync({ 'a.txt': strToU8('x'), 'b.json': strToU8(text.repeat(9)) }),
  ],
  ['base64 of gzip', 'base64 > gzip > clear', (text) => `{"data":"${base64(gzipSync(text))}"}`],
  ['base64 of base64', 'base64 > base64', (text) => `"${base64(base64(text))}"`],
  ['base64 of UTF-16', 'base64 > utf-16', (text) => `"${base64(Buffer.from(text, 'utf16le'))}"`],
  [
    'zip in base64 in gzip',
    'gzip > base64 > zip > clear',
    (text) => gzipSync(`<${base64(zipSync({ a: strToU8(text.repeat(9)) }))}>`),
  ],
  ['base64 mail', 'mail > base64', mail],
  ['base64 mail in JSON', 'mail > base64', (text) => JSON.stringify(mail(text))],
  ['folded mail', 'mail > clear', foldedMail],
];

describe('the canary scanner', () => {
  it.each(encodings)('finds a planted leak: %s', async (_, found, encode) => {
    const canary = plant('prompt');
    expect(await encodingOf(encode(canary.text), canary)).toBe(found);
  });

  it.each(encodings)('finds none of another canary: %s', async (_, _found, encode) => {
    expect(await encodingOf(encode(plant('prompt').text), plant('prompt'))).toBeUndefined();
  });

  it('finds a truncated copy', async () => {
    const canary = plant('prompt');
    expect(await encodingOf(canary.text.slice(0, canary.text.length / 2 + 3), canary)).toBe('clear');
  });

  it.each([
    ['JSON as Python writes it', pythonJson],
    ['JSON in JSON as Python writes it', (text: string) => pythonJson(pythonJson(text))],
    ['latin-1', (text: string) => Buffer.from(text, 'latin1')],
    ['URL', encodeURIComponent],
    ['form', (text: string) => new URLSearchParams({ text }).toString()],
    ['URL of base64', (text: string) => encodeURIComponent(base64(`??>${text}`))],
    [
      'HTML',
      (text: string) => text.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ],
    ['quoted-printable', (text: string) => text.replaceAll('é', '=C3=A9').replaceAll('ü', '=C3=BC')],
  ])('finds a known text with letters and signs beyond words: %s', async (_, encode) => {
    const name = known('name', 'Zoé "ü" <zoe+x@example.org>', new Date());
    expect(await encodingOf(encode(name.text), name)).toBeDefined();
  });

  it('finds base64 of any text within any other', async () => {
    const canary = plant('prompt');
    const around = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        around,
        around,
        fc.constantFrom('base64', 'base64url'),
        async (before, after, encoding) => {
          const whole = Buffer.concat([before, Buffer.from(canary.text), after]).toString(encoding);
          expect(await encodingOf(`key:${whole}`, canary)).toBeDefined();
        },
      ),
    );
  });

  it('finds nothing in megabytes of noise, and says how much it saw', async () => {
    const noise = Buffer.alloc(4_000_000);
    let state = 1;
    for (let at = 0; at < noise.length; at += 1) {
      state = (state * 48271) % 0x7fffffff;
      noise[at] = state >> 8;
    }
    const seen = await scan([source(noise, 'text')], [plant('a'), plant('b')]);
    expect(seen).toEqual({ findings: [], pieces: { memory: 2 }, bytes: 4_000_004 });
  });

  it('names what was found by its label alone', async () => {
    const canary = plant('prompt');
    const { findings } = await scan([source('x', canary.text)], [canary]);
    expect(findings).toEqual([{ canary: 'prompt', source: 'memory', where: 'piece 1', encoding: 'clear' }]);
  });
});
