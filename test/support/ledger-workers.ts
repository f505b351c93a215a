import { newId } from '../../contracts/ids.ts';
import type { Act, HoldTerms } from './ledger-oracle.ts';
import type { Dice } from './seed.ts';

/** Somebody who moves credits, one act at a time, and hears the answer to each. */
export type Worker = Generator<Act, void, string>;

/** What workers can see when they decide on their next act. */
export interface World {
  readonly dice: Dice;
  /** The epoch second. */
  now(): number;
  /** Open holds, as a list read now; it may be old when it is used. */
  openHolds(): readonly HoldTerms[];
}

const newHold = (world: World, most: number): HoldTerms => ({
  hold: newId('hold'),
  amount: 1 + world.dice.below(most),
  until: world.now() + 5 + world.dice.below(20),
});

/** Asks again with the same words, as an SDK does when the answer got lost. */
function* insisting(world: World, act: Act): Generator<Act, string, string> {
  const first = yield act;
  return world.dice.oneIn(4) ? yield act : first;
}

/** Reserves, then settles, gives back, or dies. Its cost may be more than it reserved. */
export function* chat(world: World): Worker {
  const terms = newHold(world, 60);
  const reserve: Act = { do: 'reserve', ...terms };
  if ((yield* insisting(world, reserve)) !== 'reserved') return;
  const end = world.dice.below(10);
  if (end === 0) return;
  if (end === 1) {
    yield* insisting(world, { do: 'release', hold: terms.hold });
    return;
  }
  const answer = yield* insisting(world, { do: 'settle', ...terms, cost: world.dice.below(80) });
  if (answer === 'no-hold' && world.now() <= terms.until) throw new Error('a living owner lost its hold');
}

/** Holds, and goes on from hold to hold until credits or it end. */
export function* machine(world: World): Worker {
  let held = newHold(world, 30);
  if ((yield* insisting(world, { do: 'reserve', ...held })) !== 'reserved') return;
  for (let quarter = 0; quarter < 3; quarter++) {
    if (world.dice.oneIn(12)) return;
    const next = newHold(world, 30);
    const renew: Act = { do: 'settle', ...held, cost: world.dice.below(40), next };
    const answer = yield* insisting(world, renew);
    if (answer === 'insufficient') break;
    if (answer !== 'settled' && answer !== 'already') return;
    held = next;
  }
  yield* insisting(world, { do: 'settle', ...held, cost: world.dice.below(40) });
}

/** Two deliveries of one request: the second reserves under the same id, also long after the first has settled. */
export function* stutterer(world: World): Worker {
  const terms = newHold(world, 40);
  const reserve: Act = { do: 'reserve', ...terms };
  yield reserve;
  yield world.dice.oneIn(3) ? { ...reserve, amount: terms.amount + 1 } : reserve;
  yield { do: 'settle', ...terms, cost: 10 };
  yield reserve;
  yield { do: 'settle', ...terms, cost: 10 };
}

/** Grants, and some of them twice; now and then so much that only the number of holds is a limit. */
export function* buyer(world: World): Worker {
  const entry = `grant ${newId('hold')}`;
  const amount = 1 + world.dice.below(world.dice.oneIn(6) ? 2_000 : 100);
  yield* insisting(world, { do: 'grant', entry, amount });
}

/** Reads a list, and gives back what was due by its clock then. */
export function* sweeper(world: World): Worker {
  for (let round = 0; round < 2; round++) {
    const at = world.now();
    for (const { hold } of world.openHolds()) yield { do: 'expire', hold, at };
    yield { do: 'expire', hold: newId('hold'), at };
  }
}
