import type { World } from './world.ts';

/** Something that functions do for somebody, short, with an outcome that is looked at. */
export interface Journey {
  readonly name: string;
  /** Functions that it goes through or that could meddle with it, beside the ones by which people come. */
  readonly through: readonly string[];
  /** Prepares, with all rights, and gives what is then done; whatever is not as it should be throws. */
  readonly prepare: (world: World) => Promise<() => Promise<unknown>>;
}

/** The functions that it goes through stand in one text: `'renew-holds reap-machines'`. */
export const journey = (name: string, through: string, prepare: Journey['prepare']): Journey => ({
  name,
  through: through.split(' '),
  prepare,
});
