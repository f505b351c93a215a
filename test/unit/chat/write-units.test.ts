import { createSecretKey, randomBytes } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { balances } from '../../../contracts/billing/stores.ts';
import { turns } from '../../../contracts/chat/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { MAX_HOLDS } from '../../../lambdas/billing/ledger.ts';
import { settleItems } from '../../../lambdas/billing/ledger-items.ts';
import type { Turn } from '../../../lambdas/chat/turns.ts';
import { plainItem } from '../../../lambdas/platform/dynamo/items.ts';
import { sealItem } from '../../../lambdas/platform/keys/sealed-items.ts';
import { purseOf } from '../../support/purse.ts';
import { turnOf } from './turns.ts';

type Item = Record<string, unknown>;

/** Bytes of an item as DynamoDB counts them: names and values, a byte for two digits of a number, three for a map. */
function bytesOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/0+$/, '').length / 2) + 1;
  if (typeof value === 'boolean') return 1;
  const entries = Object.entries(value as Item);
  return 3 + entries.reduce((sum, [name, inner]) => sum + Buffer.byteLength(name) + 1 + bytesOf(inner), 0);
}
const units = (item: Item): number => Math.ceil(bytesOf(item) / 1024);

const key = { key: createSecretKey(randomBytes(32)), version: 1 };
const at = new Date().toISOString();
const hold = { holdId: newId('hold'), amount: 13_000_000, until: 1_800_000_000, purpose: 'chat' as const };

/** The turn when it begins, and when it has ended. */
function turnsOf(prompt: string, answer: string, thinking?: string): { begun: Item; ended: Item } {
  const asked: Turn = turnOf({
    prompt,
    state: 'answering',
    model: 'claude-sonnet-5-5',
    parentId: newId('turn'),
  });
  const whole: Turn = {
    ...asked,
    ...(thinking && { thinking }),
    answer,
    state: 'answered',
    inputTokens: 400,
    outputTokens: 200,
    estimated: false,
    cost: 462_000,
    endedAt: at,
  };
  return { begun: sealItem(turns, key, asked), ended: sealItem(turns, key, whole) };
}

/** The units of a turn without its pieces: reservation, beginning, and the transaction, which writes each item twice. */
function unitsOf({ begun, ended }: { begun: Item; ended: Item }): number {
  const holds = Object.fromEntries(
    Array.from({ length: MAX_HOLDS }, () => [
      newId('hold'),
      { amount: 13_000_000, until: 1_800_000_000, purpose: 'chat' as const },
    ]),
  );
  const purse = {
    ...purseOf(newId('customer'), { balance: 500_000_000, available: 370_000_000, holds }),
    movements: 99_999_999,
  };
  const balance = plainItem(balances, purse);
  const facts = {
    at,
    of: newId('turn'),
    model: 'claude-sonnet-5-5',
    priceFrom: '2026-11-01',
    inputTokens: 400,
    outputTokens: 200,
    estimated: false,
  };
  const [entry] = settleItems({ balances: 'b', ledger: 'l' }, purse, {
    hold,
    cost: 462_000,
    facts,
  });
  return (
    units(balance) +
    units(begun) +
    2 * (units(balance) + units(entry && 'Put' in entry ? (entry.Put?.Item ?? {}) : {}) + units(ended))
  );
}

it('a turn of 1 KB, half question and half answer, takes at most 10 write units, pieces apart', () => {
  const turn = turnsOf('q'.repeat(512), 'a'.repeat(512));
  expect(() => marshall(turn.ended)).not.toThrow();
  const taken = unitsOf(turn);
  console.log(
    `write units of a turn of 1 KB: ${taken}; of 300 bytes: ${unitsOf(turnsOf('q'.repeat(100), 'a'.repeat(200)))}`,
  );
  expect(taken).toBeLessThanOrEqual(10);
});

it('all of it in the question takes one more, all of it in the answer none', () => {
  expect(unitsOf(turnsOf('q'.repeat(1000), 'a'))).toBeLessThanOrEqual(11);
  expect(unitsOf(turnsOf('q', 'a'.repeat(1000)))).toBeLessThanOrEqual(10);
});

it('what is thought counts like the answer: 10 with 400 bytes of it, and two more for each KB beyond', () => {
  const thinking = (bytes: number) => unitsOf(turnsOf('q'.repeat(100), 'a'.repeat(200), 't'.repeat(bytes)));
  expect(thinking(400)).toBeLessThanOrEqual(10);
  expect(thinking(2_448)).toBeLessThanOrEqual(14);
});
