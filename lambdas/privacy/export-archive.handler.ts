import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { accounts } from '../../contracts/accounts.ts';
import { id as idSchema } from '../../contracts/ids.ts';
import { exportsTable, transfer } from '../../contracts/privacy.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { objects } from '../platform/aws/objects.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { type DataKey, openSealed } from '../platform/keys/sealed-items.ts';
import { stepsHandler } from '../platform/step.ts';
import { type ExportPart, exportSchema, packArchive } from './archive.ts';
import { ExportStore } from './export-store.ts';
import { archiveKey, identityKey } from './exports.ts';
import { isExported, type SubjectIds, subjectItems } from './subject-store.ts';

const profile = findProfile(env('PROFILE'));
const people = new AccountStore(documents, { accounts: env(accounts.env) });
const exported = new ExportStore(documents, env(exportsTable.env));
const keys = openContentKeys();
const Bucket = env(transfer.env);

/** Every item of one store, opened where it is content of the exportable kind. */
async function collect(spec: TableSpec, ids: SubjectIds, key: DataKey): Promise<ExportPart> {
  const schema = exportSchema(spec);
  const items = [];
  for await (const raw of subjectItems(documents, spec, ids)) {
    const opened = spec.sealedWith === 'content' ? openSealed(spec, key, raw) : raw;
    const item = readItem(spec, schema, opened);
    if (item !== undefined) items.push(item);
  }
  return { spec, items };
}

const readIdentity = async (Key: string): Promise<unknown> => {
  const found = await objects.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await found.Body?.transformToString()) ?? 'null');
};

export const handler = stepsHandler({
  archive: async ({ userId, id }) => {
    const exportId = idSchema('export').parse(id);
    const dropIdentity = () =>
      objects.send(new DeleteObjectCommand({ Bucket, Key: identityKey(userId, id) }));
    const account = await people.find(userId);
    const wanted = await exported.find(userId, exportId);
    if (account === undefined || wanted?.state !== 'collecting') {
      // A try that died right after it was ready left this.
      await dropIdentity();
      return { outcome: 'nothing to do' };
    }
    const key = await keys.open(userId, account.keyEpoch);
    const specs = tablesOf(profile.capabilities).filter(isExported);
    const parts = [];
    for (const spec of specs) parts.push(await collect(spec, account, key));
    const now = new Date();
    const archive = packArchive(parts, {
      product: profile.product,
      userId,
      exportedAt: now.toISOString(),
      privacyContact: env('PRIVACY_CONTACT'),
      identity: await readIdentity(identityKey(userId, id)),
    });
    await objects.send(
      new PutObjectCommand({
        Bucket,
        Key: archiveKey(userId, id),
        Body: archive,
        ContentType: 'application/zip',
      }),
    );
    await exported.ready(userId, exportId, archive.length, now);
    // Last, so that a retry of this step still finds it.
    await dropIdentity();
    return { outcome: 'ready' };
  },
});
