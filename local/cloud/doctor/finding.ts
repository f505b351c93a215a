import type { Stage } from '../../../lib/config/settings.ts';

/** What was seen of one thing. What is not good says what to do; what could not be seen is never good. */
export type Finding = { readonly of: string; readonly saw: string } & (
  | { readonly verdict: 'good' }
  | { readonly verdict: 'warns' | 'bad' | 'could not look'; readonly todo: string }
);
export type Verdict = Finding['verdict'];

export const good = (of: string, saw: string): Finding => ({ of, saw, verdict: 'good' });
export const warns = (of: string, saw: string, todo: string): Finding => ({
  of,
  saw,
  verdict: 'warns',
  todo,
});
export const bad = (of: string, saw: string, todo: string): Finding => ({ of, saw, verdict: 'bad', todo });

/** What only people's data makes bad. */
export const badInProd = (stage: Stage) => (stage === 'prod' ? bad : warns);

/** Good where nothing is amiss; else all of it in one line, with one thing to do. */
export const goodUnless = (
  verdict: typeof bad,
  amiss: readonly string[],
  of: string,
  saw: string,
  todo: string,
): Finding => (amiss.length === 0 ? good(of, saw) : verdict(of, amiss.join('; '), todo));

export function couldNotLook(of: string, error: unknown): Finding {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const denied = /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError/.test(name);
  const todo = denied
    ? 'Let somebody ask who may: npm run doctor -- --policy prints the rights.'
    : 'Ask again; if it stays so, ask AWS about it by hand.';
  return {
    of,
    saw: denied ? `not allowed: ${message}` : `${name}: ${message}`,
    verdict: 'could not look',
    todo,
  };
}

/** Looks at each thing by itself, so that one that cannot be seen hides no other. */
export async function lookAtEach<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  look: (thing: T) => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  const looks = things.map(async (thing) => {
    try {
      return await look(thing);
    } catch (error) {
      return couldNotLook(nameOf(thing), error);
    }
  });
  return (await Promise.all(looks)).flat();
}

/** What AWS answers for a fault of one of these names, which is an answer here. */
export async function unlessFault<T>(
  asking: Promise<T>,
  ...names: readonly string[]
): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
