import { createHash } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { firstBreak, GENESIS, hashOf, type Linked } from '../../../contracts/privacy/audit-chain.ts';
import { auditActions } from '../../../contracts/privacy/stores.ts';

async function chainOf(actions: readonly string[]): Promise<Linked[]> {
  const userId = newId('account');
  const events: Linked[] = [];
  for (const [sequence, action] of actions.entries()) {
    const event = {
      userId,
      sequence,
      at: new Date(sequence * 1000).toISOString(),
      action,
      by: 'you',
      of: `thing-${sequence}`,
      previous: events.at(-1)?.hash ?? GENESIS,
    };
    events.push({ ...event, hash: await hashOf(event) });
  }
  return events;
}

it('hashes the fields as JSON, one a line', async () => {
  const event = {
    userId: 'usr_1',
    sequence: 0,
    at: '2026-11-23T00:00:00Z',
    action: 'session.started',
    by: 'you',
    previous: GENESIS,
  };
  const lines = [
    `"${'0'.repeat(64)}"`,
    '"usr_1"',
    '0',
    '"2026-11-23T00:00:00Z"',
    '"session.started"',
    '"you"',
    'null',
  ];
  expect(await hashOf(event)).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
});

it('a chain that nobody touched is whole', async () => {
  await assert(
    asyncProperty(array(constantFrom(...auditActions), { maxLength: 20 }), async (actions) => {
      expect(await firstBreak(await chainOf(actions))).toBeUndefined();
    }),
  );
});

it('an event taken out, changed or put in another place is noticed', async () => {
  const chain = await chainOf(auditActions.slice(0, 6));
  const without = chain.filter(({ sequence }) => sequence !== 2);
  const changed = chain.map((event) => (event.sequence === 3 ? { ...event, action: 'run.deleted' } : event));
  const rehashed = await Promise.all(
    changed.map(async (event) => (event.sequence === 3 ? { ...event, hash: await hashOf(event) } : event)),
  );
  const swapped = [...chain.slice(0, 2), ...chain.slice(3, 4), ...chain.slice(2, 3), ...chain.slice(4)];
  expect(await firstBreak(without)).toBe(3);
  expect(await firstBreak(changed)).toBe(3);
  expect(await firstBreak(rehashed)).toBe(4);
  expect(await firstBreak(swapped)).toBe(3);
});
