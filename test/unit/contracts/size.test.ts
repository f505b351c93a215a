import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { prompt, turns } from '../../../contracts/chat/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { runRoutes } from '../../../contracts/runs/routes.ts';
import { runs } from '../../../contracts/runs/stores.ts';
import { sealItem } from '../../../lambdas/platform/keys/sealed-items.ts';
import { turnOf } from '../chat/turns.ts';

const ITEM_BYTES = 400_000;
/** The most that a model on offer says: 8,192 tokens, of six bytes each and more than fits. */
const longAnswer = 'a'.repeat(50_000);
const key = { key: createSecretKey(randomBytes(32)), version: 1 };
const bytesOf = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) =>
      sum + name.length + (value instanceof Uint8Array ? value.length : String(value).length),
    0,
  );
const scripts = { Latin: 'a', quotation: '"', Arabic: 'ع', Chinese: '字' };

describe('a question', () => {
  it.each(Object.entries(scripts))('of 100,000 characters in %s fits an item with its answer', (_, sign) => {
    const asked = prompt.parse(sign.repeat(100_000));
    const stored = sealItem(turns, key, turnOf({ prompt: asked, answer: longAnswer }));
    expect(bytesOf(stored)).toBeLessThan(ITEM_BYTES);
  });
  it('of as many control characters is refused, with the reason that a longer one has', () => {
    const codes = (text: string) => prompt.safeParse(text).error?.issues.map(({ code }) => code);
    expect(codes('\u0001'.repeat(100_000))).toEqual(['too_big']);
    expect(codes('a'.repeat(100_001))).toEqual(['too_big']);
    expect(codes('\u001b[1mbold\u001b[0m')).toBeUndefined();
  });
});

it('a result that its item cannot hold beside the longest prompt is refused', () => {
  const output = (text: string) => runRoutes.endRun.body.safeParse({ state: 'succeeded', output: text });
  expect(output('字'.repeat(100_000)).error?.issues).toMatchObject([{ code: 'too_big', path: ['output'] }]);
  const { output: longest } = output('字'.repeat(65_000)).data ?? {};
  const stored = sealItem(runs, key, {
    userId: newId('account'),
    runId: newId('run'),
    customerId: newId('customer'),
    prompt: '\u0001'.repeat(32_000),
    output: longest,
    state: 'succeeded',
    model: 'nova-2-lite',
    cost: 1,
    logDays: 7,
    createdAt: new Date().toISOString(),
  });
  expect(longest).toHaveLength(65_000);
  expect(bytesOf(stored)).toBeLessThan(ITEM_BYTES);
});
