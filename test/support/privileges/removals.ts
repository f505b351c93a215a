import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionGrant } from './grants.ts';
import type { Journey } from './journey.ts';
import type { World } from './world.ts';

/** A grant that is taken away, and the journey that must not get to its end without it. */
export interface Removal extends FunctionGrant {
  readonly journey: Journey;
}

/** Everybody who comes, comes by these. */
const comingIn = ['sign-in', 'accounts'];
/** The model double remembers for two seconds what a role may do. */
const MODELS_REMEMBER_MS = 2100;

/** What is wrong with a grant, if anything: its journey gets to its end without it, or not even with it. */
export async function faultOf(world: World, removal: Removal): Promise<string | undefined> {
  const { fn, name, journey } = removal;
  const said = (what: string) => `${fn} ${name}: “${journey.name}” ${what}`;
  try {
    // Somebody else, such as DynamoDB's own expiry, may have done the work of a single try.
    if ((await passesWithout(world, removal)) && (await passesWithout(world, removal)))
      return said('passes without it');
    await (await prepared(world, journey))();
    return undefined;
  } catch (error) {
    return said(`fails with it: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

/** Coming in takes many calls; where one of them fails on a busy machine, that says nothing of a grant. */
const prepared = (world: World, { prepare }: Journey) => prepare(world).catch(() => prepare(world));

async function passesWithout(world: World, { role, granted, journey }: Removal): Promise<boolean> {
  const go = await prepared(world, journey);
  const seen = async () => {
    if (granted.action.startsWith('bedrock:')) await pause(MODELS_REMEMBER_MS);
  };
  const passed = await role.without(granted, async () => {
    await seen();
    return go().then(
      () => true,
      () => false,
    );
  });
  await seen();
  return passed;
}

/** Does so many at once, but none beside another whose journey goes through the function that it takes something from. */
export async function eachApart(
  removals: readonly Removal[],
  atOnce: number,
  work: (removal: Removal) => Promise<void>,
): Promise<void> {
  const waiting = [...removals];
  const running = new Map<Removal, Promise<void>>();
  const pathOf = ({ fn, journey: { through } }: Removal) => [fn, ...comingIn, ...through];
  const fits = (removal: Removal) =>
    [...running.keys()].every(
      (other) => !pathOf(other).includes(removal.fn) && !pathOf(removal).includes(other.fn),
    );
  while (waiting.length > 0 || running.size > 0) {
    const index = running.size < atOnce ? waiting.findIndex(fits) : -1;
    const [next] = index < 0 ? [] : waiting.splice(index, 1);
    if (next)
      running.set(
        next,
        work(next).finally(() => running.delete(next)),
      );
    else await Promise.race(running.values());
  }
}
