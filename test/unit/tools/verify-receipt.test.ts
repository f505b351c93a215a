import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import type { ReceiptDocument } from '../../../contracts/privacy/receipt.ts';
import { privacyRoutes } from '../../../contracts/privacy/routes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const about = {
  receiptId: newId('receipt'),
  userId: newId('account'),
  product: 'Cloister',
  requestedAt: '2026-11-01T10:00:00.000Z',
  erasedAt: '2026-11-23T10:00:00.000Z',
  keys: [{ purpose: 'content' as const, destroyedAt: '2026-11-23T09:59:00.000Z' }],
};
const asked = { askedAt: '2026-11-23T09:59:30.000Z', how: 'items counted' };
const statement: ReceiptDocument = {
  format: 'cloister-erasure-receipt/3',
  ...about,
  stores: [
    { store: 'conversations', category: 'conversation', erased: 3, left: 0, ...asked },
    { store: 'ledger', category: 'billing', left: 2, ...asked, stays: 'seven years, by tax law' },
    {
      store: 'workflow-histories',
      category: 'workflow-history',
      uncounted: 'kept by execution',
      stays: 'random ids, 90 days',
    },
  ],
};
/** As receipts were until every number in them had been asked for. */
const older = {
  format: 'cloister-erasure-receipt/1',
  ...about,
  stores: [
    { store: 'conversations', category: 'conversation', erased: 3, left: 0 },
    { store: 'ledger', category: 'billing', erased: 0, left: 2, stays: 'seven years, by tax law' },
    { store: 'workflow-histories', category: 'workflow-history', erased: 0, stays: 'random ids, 90 days' },
  ],
};
const receipt = signed(JSON.stringify(statement));
const folder = temporaryFolder();

function signed(document: string) {
  const signature = sign('sha256', Buffer.from(document), privateKey).toString('base64');
  return privacyRoutes.readReceipt.answer.parse({
    document,
    signature,
    publicKey: publicPem,
    algorithm: 'ECDSA_SHA_256',
  });
}

beforeAll(async () => {
  await copyFile('tools/verify-receipt.mjs', join(folder, 'verify-receipt.mjs'));
  await writeFile(join(folder, 'key.pem'), publicPem);
});

/** Runs the program in a folder that holds nothing but it, the receipt and the key. */
async function verify(given: unknown, ...args: string[]) {
  await writeFile(join(folder, 'receipt.json'), JSON.stringify(given));
  const run = promisify(execFile)(process.execPath, ['verify-receipt.mjs', 'receipt.json', ...args], {
    cwd: folder,
    env: {},
  });
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

/** The document with one leaf changed, for every leaf. */
function* flips(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  if (typeof value === 'string') yield [path, `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`];
  if (typeof value === 'number') yield [path, value + 1];
  if (Array.isArray(value)) {
    yield [`${path} shortened`, value.slice(1)];
    for (const [at, item] of value.entries())
      for (const [where, flipped] of flips(item, `${path}[${at}]`)) yield [where, value.with(at, flipped)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value))
      for (const [where, flipped] of flips(item, `${path}.${name}`))
        yield [where, { ...value, [name]: flipped }];
  }
}

describe('the receipt’s verifier', () => {
  it('finds a receipt valid by the public key alone, and says what is left', async () => {
    for (const [given, uncounted] of [
      [receipt, 'kept by execution'],
      [signed(JSON.stringify(older)), 'not kept by account'],
    ] as const) {
      const { code, said } = await verify(given, 'key.pem');
      expect(code).toBe(0);
      expect(said).toContain(`valid: ${statement.userId} was erased at ${statement.erasedAt}`);
      expect(said).toContain('ledger (2): seven years, by tax law');
      expect(said).toContain(`workflow-histories (${uncounted}): random ids, 90 days`);
      expect(said).not.toContain('conversations');
      expect(said).not.toContain('Checked with the key in the receipt itself');
    }
  });

  it('says when it had no key but the receipt’s own', async () => {
    expect((await verify(receipt)).said).toContain('Checked with the key in the receipt itself');
  });

  it('notices any field of the document that was changed', async () => {
    const changed = [...flips(statement)];
    expect(changed.length).toBeGreaterThan(15);
    for (const [where, document] of changed) {
      const { code, said } = await verify({ ...receipt, document: JSON.stringify(document) }, 'key.pem');
      expect({ where, code, said }).toMatchObject({ code: 1, said: expect.stringContaining('NOT valid') });
    }
  }, 60_000);

  it.each([
    ['signature', receipt.signature.replace(/^..../, (start) => (start === 'MEUC' ? 'MEQC' : 'MEUC'))],
    ['another signature of the same key', sign('sha256', Buffer.from('{}'), privateKey).toString('base64')],
    ['no signature', ''],
  ])('notices a changed signature: %s', async (_what, signature) => {
    expect((await verify({ ...receipt, signature }, 'key.pem')).code).toBe(1);
  });

  it('notices a flipped byte anywhere in the signature', async () => {
    const bytes = Buffer.from(receipt.signature, 'base64');
    for (const at of [0, 4, 20, bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      expect((await verify({ ...receipt, signature: flipped.toString('base64') }, 'key.pem')).code).toBe(1);
    }
  });

  it('notices another key, and another algorithm', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    expect((await verify({ ...receipt, publicKey: other })).code).toBe(1);
    expect((await verify({ ...receipt, algorithm: 'none' }, 'key.pem')).code).toBe(1);
  });
});
