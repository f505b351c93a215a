import { expect, it } from 'vitest';
import type { Balance } from '../../../lambdas/billing/ledger.ts';
import { emptyBalance, expire, grant, release, reserve, settle } from '../../../lambdas/billing/ledger.ts';
import { reservationOf } from '../../support/ledger-acts.ts';
import { type Act, type Entries, enter, LedgerOracle } from '../../support/ledger-oracle.ts';
import {
  buyer,
  chat,
  machine,
  stutterer,
  sweeper,
  type Worker,
  type World,
} from '../../support/ledger-workers.ts';
import { type Dice, diceOf, sampleOf, seedOfRun } from '../../support/seed.ts';

const interleavings = sampleOf(5_000, 100_000);
const seed = seedOfRun();

/** The rules, and the ledger that the store would keep beside them. */
class LedgerInMemory {
  balance: Balance = emptyBalance;
  readonly entries: Entries = new Map();

  do(act: Act): string {
    const before = this.balance;
    const { decision, after } = this.#decide(act, before);
    this.balance = after;
    if (decision === 'settled' && act.do === 'settle') this.#record(act.hold, after.balance - before.balance);
    if (decision === 'granted' && act.do === 'grant') this.#record(act.entry, after.balance - before.balance);
    return typeof decision === 'string' ? decision : decision.refused;
  }

  #decide(act: Act, now: Balance) {
    switch (act.do) {
      case 'reserve':
        return reserve(now, reservationOf(act));
      case 'settle': {
        const next = act.next && reservationOf(act.next);
        const cost = { hold: reservationOf(act), cost: act.cost, ...(next ? { next } : {}) };
        return settle(now, cost, !now.holds[act.hold] && this.entries.has(act.hold));
      }
      case 'release':
        return release(now, act.hold);
      case 'expire':
        return expire(now, act.hold, act.at);
      case 'grant':
        return grant(now, act.amount, this.entries.has(act.entry));
    }
  }

  #record(entry: string, amount: number): void {
    enter(this.entries, entry, amount);
  }
}

/** What differs between the ledger and the oracle, in words; nothing when they agree. */
function difference(ledger: LedgerInMemory, oracle: LedgerOracle): string | undefined {
  const { balance, available, holds } = ledger.balance;
  if (balance < 0 || available < 0) return 'below zero';
  if (balance !== oracle.balance()) return `balance ${balance}, not ${oracle.balance()}`;
  if (available !== oracle.available()) return `available ${available}, not ${oracle.available()}`;
  const open = oracle.open();
  if (open.size !== Object.keys(holds).length) return 'other holds';
  for (const [id, hold] of Object.entries(holds)) {
    const known = open.get(id);
    if (known?.amount !== hold.amount || known.until !== hold.until) return `hold ${id}`;
  }
  return undefined;
}

function interleave(dice: Dice): { acts: number; answers: Map<string, number> } {
  const ledger = new LedgerInMemory();
  const oracle = new LedgerOracle();
  const answers = new Map<string, number>();
  let now = 1_000;
  const world: World = { dice, now: () => now, openHolds: () => [...oracle.open().values()] };
  const kinds = [chat, chat, chat, machine, machine, stutterer, buyer, sweeper] as const;
  const workers: { worker: Worker; answer: string }[] = Array.from(
    { length: 3 + dice.below(dice.oneIn(8) ? 50 : 14) },
    () => ({
      worker: dice.pick(kinds)(world),
      answer: '',
    }),
  );
  let acts = 0;
  while (workers.length > 0) {
    const chosen = workers[dice.below(workers.length)];
    if (!chosen) break;
    now += dice.oneIn(6) ? dice.below(12) : 0;
    const step = chosen.worker.next(chosen.answer);
    if (step.done) {
      workers.splice(workers.indexOf(chosen), 1);
      continue;
    }
    acts++;
    const expected = oracle.expect(step.value);
    chosen.answer = ledger.do(step.value);
    answers.set(
      `${step.value.do} ${chosen.answer}`,
      (answers.get(`${step.value.do} ${chosen.answer}`) ?? 0) + 1,
    );
    const wrong =
      chosen.answer === expected ? difference(ledger, oracle) : `${chosen.answer}, not ${expected}`;
    if (wrong) throw new Error(`act ${acts} (${step.value.do}): ${wrong}`);
  }
  expect(ledger.entries).toEqual(oracle.entries());
  return { acts, answers };
}

/** Every answer that the rules can give: a run that never saw one has not tested it. */
const everyAnswer = [
  ...['reserved', 'insufficient', 'too-many-holds', 'duplicate'].map((answer) => `reserve ${answer}`),
  ...['settled', 'already', 'insufficient', 'no-hold'].map((answer) => `settle ${answer}`),
  ...['released', 'already'].map((answer) => `release ${answer}`),
  ...['expired', 'already', 'not-due'].map((answer) => `expire ${answer}`),
  ...['granted', 'already'].map((answer) => `grant ${answer}`),
];

it(`agrees with the oracle in ${interleavings} interleavings, seed ${seed}`, { timeout: 900_000 }, () => {
  const seen = new Set<string>();
  let acts = 0;
  for (let n = 0; n < interleavings; n++) {
    try {
      const run = interleave(diceOf(seed + n));
      acts += run.acts;
      for (const answer of run.answers.keys()) seen.add(answer);
    } catch (error) {
      throw new Error(`interleaving with seed ${seed + n}`, { cause: error });
    }
  }
  console.log(`${interleavings} interleavings, ${acts} acts, seed ${seed}`);
  expect(everyAnswer.filter((answer) => !seen.has(answer))).toEqual([]);
});
