import { OperatorFault } from '../fault.ts';
import type { Check } from './check.ts';
import { couldNotLook, type Finding, type Verdict } from './finding.ts';
import type { Place } from './place.ts';

export type Answer = Finding & { readonly check: string };

/** A check that asks twenty things of a slow AWS ends in it; one that does not has not looked. */
const MOST_MS = 60_000;

class TooSlow extends Error {
  override readonly name = 'TooSlow';
}
class SawNothing extends Error {
  override readonly name = 'SawNothing';
}

/** Asks all checks at once; each ends in time, and one that fails or says nothing has not looked. */
export async function examine(
  place: Place,
  checks: readonly Check[],
  mostMs = MOST_MS,
): Promise<readonly Answer[]> {
  const answers = checks.map(async ({ name, look }): Promise<readonly Answer[]> => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new TooSlow(`no answer within ${mostMs / 1000} s`)), mostMs);
    try {
      const findings = await Promise.race([look(place), late]);
      if (findings.length === 0) throw new SawNothing('the check names nothing that it looked at');
      return findings.map((finding) => ({ check: name, ...finding }));
    } catch (error) {
      return [{ check: name, ...couldNotLook(name, error) }];
    } finally {
      clearTimeout(timer);
    }
  });
  return (await Promise.all(answers)).flat();
}

/** One line an answer, one more for what to do, and their count. */
export function linesOf(answers: readonly Answer[]): readonly string[] {
  const wide = (of: (answer: Answer) => string) => Math.max(...answers.map((answer) => of(answer).length));
  const [check, of] = [wide((answer) => answer.check), wide((answer) => answer.of)];
  const indent = ' '.repeat(2 + VERDICT_WIDTH + check + 2);
  const lines = answers.flatMap((answer) => [
    `  ${answer.verdict.padEnd(VERDICT_WIDTH)}${answer.check.padEnd(check + 2)}${answer.of.padEnd(of + 2)}${answer.saw}`,
    ...('todo' in answer ? [`${indent}→ ${answer.todo}`] : []),
  ]);
  return [...lines, verdicts.map((verdict) => `${countOf(answers, verdict)} ${verdict}`).join(', ')];
}

const verdicts = ['good', 'warns', 'bad', 'could not look'] as const satisfies readonly Verdict[];
const VERDICT_WIDTH = 'could not look'.length + 2;

export const countOf = (answers: readonly Answer[], verdict: Verdict): number =>
  answers.filter((answer) => answer.verdict === verdict).length;

/** Shows what is not good, and ends where something is bad. */
export async function requireNothingBad(place: Place, checks: readonly Check[]): Promise<void> {
  const amiss = (await examine(place, checks)).filter(({ verdict }) => verdict !== 'good');
  if (amiss.length > 0) console.log(linesOf(amiss).join('\n'));
  const bad = countOf(amiss, 'bad');
  if (bad > 0)
    throw new OperatorFault(`Nothing was deployed: ${bad} of the answers above say what to do first.`);
}
