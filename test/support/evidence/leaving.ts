import { createPublicKey, createVerify } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KMS, paginateListKeys } from '@aws-sdk/client-kms';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { type ReceiptDocument, receiptDocument } from '../../../contracts/privacy/receipt.ts';
import { erasures } from '../../../contracts/privacy/stores.ts';
import { longestRun } from '../../../local/deployment/settings.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import type { ApiAnswer, Person, Target } from '../target.ts';
import { itemsOf } from './storage.ts';
import { at } from './template.ts';

type Api = Pick<Target, 'api'>;

/** The files of an export by their names. */
export type Archive = ReadonlyMap<string, string>;

/** Asks for an export, waits for it, and takes it out by its link; one that was asked for already where its id is given. */
export async function exportAll(
  target: Api,
  person: Person,
  known?: string,
): Promise<{ archive: Archive; link: URL }> {
  const path = `/v1/privacy/exports/${known ?? (await requestExport(target, person))}`;
  await until(
    () => target.api(`GET ${path}`, { as: person }),
    ({ body }) => at(body, 'state') === 'ready',
  );
  const linked = await target.api(`POST ${path}/link`, { as: person });
  const link = new URL(String(at(linked.body, 'url')));
  const archive = unpacked(new Uint8Array(await (await fetch(link)).arrayBuffer()));
  return { archive, link };
}

async function requestExport({ api }: Api, person: Person): Promise<string> {
  const asked = await api('POST /v1/privacy/exports', { as: person });
  if (asked.status !== 202) throw new Error(`An export was asked for and answered ${asked.status}.`);
  return String(at(asked.body, 'exportId'));
}

/** The files of an archive as it was fetched. */
export const unpacked = (bytes: Uint8Array): Archive =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, text]) => [name, new TextDecoder().decode(text)]));

/** The items of a table in an archive. */
export function exported(archive: Archive, table: string): readonly Readonly<Record<string, unknown>>[] {
  const text = archive.get(`data/${table}.json`);
  if (text === undefined)
    throw new Error(`The archive has no ${table}; it has ${[...archive.keys()].join(', ')}.`);
  return JSON.parse(text);
}

/** Whether an account of this profile can be closed with a window in which it comes back. */
export const offersRecovery = (target: Pick<Target, 'profile'>): boolean =>
  profiles[target.profile].recoveryDays > 0;

/** Asks for the deletion of the account and gives the receipt's id. */
export async function leave(target: Api, person: Person, recovery = false): Promise<string> {
  const left = await target.api('DELETE /v1/account', { as: person, body: { recovery } });
  if (left.status !== 202) throw new Error(`Leaving was answered ${left.status}.`);
  return String(at(left.body, 'receiptId'));
}

/** Leaves with a window in which one may come back, waits until nothing but its end is awaited, and gives the receipt's id. */
export async function leaveForNow(target: Pick<Target, 'api' | 'aws'>, person: Person): Promise<string> {
  const receiptId = await leave(target, person, true);
  await expect
    .poll(async () => (await itemsOf(target, erasures, person.userId))[0]?.['state'], { timeout: 60_000 })
    .toBe('waiting');
  return receiptId;
}

/** A receipt with what verifies it. */
export interface Receipt {
  readonly document: ReceiptDocument;
  readonly text: string;
  readonly signature: string;
  readonly publicKey: string;
}

/** Waits for the receipt of an erasure. */
export async function receiptOf(target: Api, receiptId: string): Promise<Receipt> {
  const path = `/v1/receipts/${receiptId}`;
  const { body } = await until(
    () => target.api(`GET ${path}`),
    ({ status }) => status === 200,
  );
  const text = String(at(body, 'document'));
  const document = receiptDocument.parse(JSON.parse(text));
  return {
    document,
    text,
    signature: String(at(body, 'signature')),
    publicKey: String(at(body, 'publicKey')),
  };
}

/** The public key of the deployment's own signing key, as KMS tells it: another key could sign anything. */
export async function signingKeyOf({ aws }: Pick<Target, 'aws'>): Promise<string> {
  const kms = aws.client(KMS);
  const signing: string[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      const { KeyMetadata } = await kms.describeKey({ KeyId });
      if (KeyMetadata?.KeyUsage !== 'SIGN_VERIFY') continue;
      const { PublicKey = new Uint8Array() } = await kms.getPublicKey({ KeyId });
      signing.push(pemOf(PublicKey));
    }
  }
  const [only, ...more] = signing;
  if (only === undefined || more.length > 0) throw new Error(`There are ${signing.length} signing keys.`);
  return only;
}

const pemOf = (der: Uint8Array): string =>
  createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
    .export({ format: 'pem', type: 'spki' })
    .toString();

/** Checks a receipt with nothing but the public key. */
export const verifies = ({ text, signature, publicKey }: Receipt): boolean =>
  createVerify('sha256').update(text).verify(publicKey, signature, 'base64');

/** Leaves at once and waits until all is gone. */
export async function leaveForGood(target: Api, person: Person): Promise<Receipt> {
  return receiptOf(target, await leave(target, person));
}

async function until(
  ask: () => Promise<ApiAnswer>,
  enough: (answer: ApiAnswer) => boolean,
): Promise<ApiAnswer> {
  // An erasure waits out whoever was let in before it.
  const end = Date.now() + 120_000 + longestRun() * 1000;
  for (;;) {
    const answer = await ask();
    if (enough(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`It did not come to that in time; the last answer was ${answer.status}.`);
    await pause(500);
  }
}
