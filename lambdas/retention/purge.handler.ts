import { PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { readings } from '../../contracts/platform/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { expiringTables, tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { documents } from '../platform/aws/clients.ts';
import { deleteKeys } from '../platform/dynamo/delete-keys.ts';
import { plainItem } from '../platform/dynamo/items.ts';
import { forEach } from '../platform/each.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';

const held = tablesOf(findProfile(env('PROFILE')).capabilities).filter((spec) =>
  expiringTables.includes(spec),
);

/** Removes every overdue item of one table and says how many there were. A scan, once a day, and no request waits for it. */
async function purge(spec: TableSpec, ttl: string, nowSeconds: number): Promise<number> {
  const keys = [spec.keys.partition, ...(spec.keys.sort === undefined ? [] : [spec.keys.sort])];
  const pages = paginateScan(
    { client: documents },
    {
      TableName: env(spec.env),
      FilterExpression: '#ttl <= :now',
      ProjectionExpression: keys.map((_name, index) => `#k${index}`).join(', '),
      ExpressionAttributeNames: {
        '#ttl': ttl,
        ...Object.fromEntries(keys.map((name, index) => [`#k${index}`, name])),
      },
      ExpressionAttributeValues: { ':now': nowSeconds },
    },
  );
  let purged = 0;
  for await (const page of pages) {
    const overdue = page.Items ?? [];
    await deleteKeys(documents, env(spec.env), overdue);
    purged += overdue.length;
  }
  return purged;
}

/** What was found goes into the readings, so that the trust page and an auditor see that the purge runs. */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  await forEach(held, async (spec) => {
    if (spec.ttl === undefined) return;
    const count = await purge(spec, spec.ttl, Math.floor(now / 1000));
    const reading = {
      subject: 'purge' as const,
      of: spec.name,
      at: new Date(now).toISOString(),
      good: true,
      detail: `${count} overdue items removed`,
    };
    await documents.send(
      new PutCommand({ TableName: env(readings.env), Item: plainItem(readings, reading) }),
    );
    log('info', 'purged', { of: spec.name, count });
  });
};
