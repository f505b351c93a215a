import { array, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../../../../contracts/ids.ts';
import { auditActions } from '../../../../contracts/privacy.ts';
import { firstBreak, GENESIS, hashOf } from '../../../../lambdas/platform/audit/audit-chain.ts';

function chainOf(actions: readonly (typeof auditActions)[number][]) {
  const userId = newId('account');
  let previous = GENESIS;
  return actions.map((action, sequence) => {
    const event = {
      userId,
      sequence,
      at: new Date(sequence * 1000).toISOString(),
      action,
      by: 'you' as const,
      of: `thing-${sequence}`,
      previous,
    };
    previous = hashOf(event);
    return { ...event, hash: previous };
  });
}

it('a chain that nobody touched is whole', () => {
  assert(
    property(array(constantFrom(...auditActions), { maxLength: 20 }), (actions) => {
      expect(firstBreak(chainOf(actions))).toBe(-1);
    }),
  );
});

it('an event taken out, changed or put in another place is noticed', () => {
  const chain = chainOf(auditActions.slice(0, 6));
  const without = chain.filter((_event, index) => index !== 2);
  const changed = chain.map((event, index) =>
    index === 3 ? { ...event, action: 'run.deleted' as const } : event,
  );
  const rehashed = changed.map((event, index) => (index === 3 ? { ...event, hash: hashOf(event) } : event));
  expect(firstBreak(without)).toBe(2);
  expect(firstBreak(changed)).toBe(3);
  expect(firstBreak(rehashed)).toBe(4);
  expect(
    firstBreak([...chain.slice(0, 2), ...chain.slice(3, 4), ...chain.slice(2, 3), ...chain.slice(4)]),
  ).toBe(2);
});
