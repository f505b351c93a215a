import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { MortalFunction } from './mortal-function.ts';
import type { KillPoint } from './recording-proxy.ts';

/** What one function has to do in a story. */
export interface Act<State> {
  readonly fn: MortalFunction;
  /** Its events, as the workflow or the gateway would hand them over. */
  readonly events: (state: State) => Promise<readonly unknown[]> | readonly unknown[];
  /** What must be so after it. */
  readonly so?: (state: State) => Promise<void>;
}

/** Something that functions do one after the other, from a fresh state to an end that must always be the same. */
export interface Story<State> {
  readonly name: string;
  readonly begin: () => Promise<State>;
  readonly acts: readonly Act<State>[];
  /** Asserts the end, whatever was killed on the way. */
  readonly end: (state: State) => Promise<void>;
}

/** A kill point in an act of a story. */
export interface StoryPoint extends KillPoint {
  readonly act: number;
  readonly name: string;
}

/** As often as a workflow would try a step, but sooner. */
const TRIES = 20;

/** Tells a story once without a kill, and gives all the points at which somebody could die in it. */
export async function pointsOf<State>(story: Story<State>): Promise<StoryPoint[]> {
  const recorded = await tell(story);
  return recorded.flatMap((calls, act) =>
    calls.flatMap((name, index) =>
      (['before', 'after'] as const).map((moment) => ({ act, call: index + 1, moment, name })),
    ),
  );
}

/** Tells a story in which a function is killed and run again, as its workflow would; says what came out otherwise, if anything. */
export async function faultAt<State>(story: Story<State>, point: StoryPoint): Promise<string | undefined> {
  const { act, call, moment, name } = point;
  return tell(story, point).then(
    () => undefined,
    (fault: unknown) =>
      `${story.name}: killed ${moment} call ${call} (${name}) of act ${act + 1}: ${fault instanceof Error ? fault.message : 'unknown'}`,
  );
}

/** The calls of the first process of each act. */
async function tell<State>(story: Story<State>, point?: StoryPoint): Promise<(readonly string[])[]> {
  const state = await story.begin();
  const recorded: (readonly string[])[] = [];
  for (const [index, { fn, events, so }] of story.acts.entries()) {
    recorded.push(await perform(fn, await events(state), index === point?.act ? point : undefined));
    await so?.(state);
  }
  await story.end(state);
  return recorded;
}

async function perform(
  fn: MortalFunction,
  events: readonly unknown[],
  point: KillPoint | undefined,
): Promise<readonly string[]> {
  const first = await fn.live(events, point);
  if (point) {
    expect(first.ended).toBe(false);
    // What it had begun side by side with the fatal call may have been counted too.
    expect(first.calls.length).toBeGreaterThanOrEqual(point.call);
  }
  let left = events.slice(first.done);
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === TRIES) throw new Error('it never came to its end');
    if (attempt > 0) await pause(500);
    left = left.slice((await fn.live(left)).done);
  }
  return first.calls;
}
