import { createSecretKey } from 'node:crypto';
import { KMS } from '@aws-sdk/client-kms';
import type * as z from 'zod/mini';
import { type Id, newId } from '../../../contracts/ids.ts';
import { contentKeys, credentialKeys } from '../../../contracts/platform/stores.ts';
import { type RunState, runLogs, runs } from '../../../contracts/runs/stores.ts';
import type { DataKeyPurpose, TableSpec } from '../../../contracts/spec/store.ts';
import { type DataKey, sealItem } from '../../../lambdas/platform/keys/sealed-items.ts';
import type { Person, Target } from '../target.ts';
import { daysAgo, documentsOf, itemsOf } from './storage.ts';

/** A data key of a person, unwrapped by the administrator of the emulator; on AWS no administrator may. */
export async function dataKeyOf(
  target: Pick<Target, 'aws'>,
  { userId }: Person,
  purpose: DataKeyPurpose,
): Promise<DataKey> {
  const spec = purpose === 'content' ? contentKeys : credentialKeys;
  const [raw = {}] = await itemsOf(target, spec, userId);
  const { v: _, ...item } = raw;
  const { wrapped, version } = spec.item.parse(item);
  const opened = await target.aws
    .client(KMS)
    .decrypt({ CiphertextBlob: wrapped, EncryptionContext: { userId, purpose } });
  return { key: createSecretKey(opened.Plaintext ?? new Uint8Array()), version };
}

export const contentKeyOf = (target: Pick<Target, 'aws'>, person: Person): Promise<DataKey> =>
  dataKeyOf(target, person, 'content');

/** Puts an item as the platform would have stored it: sealed, whatever its age. */
export async function plantItem<Item extends z.ZodMiniObject>(
  target: Pick<Target, 'aws'>,
  spec: TableSpec<Item>,
  key: DataKey,
  item: z.output<Item>,
): Promise<void> {
  await documentsOf(target).put({ TableName: target.aws.nameOf(spec.name), Item: sealItem(spec, key, item) });
}

/** The epoch second some days from now. */
export const seconds = (daysFromNow: number): number => Math.floor(Date.now() / 1000 + daysFromNow * 86_400);

/** Plants a run that ended so many days ago under a plan, with one line of log. */
export async function plantRun(
  target: Pick<Target, 'aws'>,
  person: Person,
  ago: number,
  days: number,
  text: string,
  state: RunState = 'succeeded',
): Promise<Id<'run'>> {
  const key = await contentKeyOf(target, person);
  const runId = newId('run');
  const ended = daysAgo(ago);
  await plantItem(target, runs, key, {
    userId: runs.item.shape.userId.parse(person.userId),
    runId,
    customerId: newId('customer'),
    prompt: 'say it',
    state,
    model: 'nova-2-lite',
    cost: 0,
    logDays: days,
    createdAt: ended,
    ...(state === 'succeeded' ? { endedAt: ended } : {}),
  });
  await plantItem(target, runLogs, key, {
    userId: runs.item.shape.userId.parse(person.userId),
    logKey: `${runId}#000000`,
    lines: [{ at: ended, stream: 'agent', text }],
    expiresAt: seconds(days - ago),
  });
  return runId;
}
