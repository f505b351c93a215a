import { expect, it } from 'vitest';
import { writers } from '../../../contracts/privacy/writers.ts';
import { isErasable } from '../../../contracts/spec/store.ts';
import { functions } from '../../../lambdas/functions.ts';
import type { FunctionSpec } from '../../../lambdas/platform/function.ts';
import { longestLife } from '../../../lib/config/longest-life.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { workflows } from '../../../workflows/all.ts';

const putting: readonly string[] = ['PutItem', 'UpdateItem', 'PutObject'];

/** The stores of which an erasure removes a person's items and to which a function may add or change some. */
const writesOf = ({ grants }: FunctionSpec) =>
  grants.flatMap((grant) => {
    if (grant.to !== 'table' && grant.to !== 'bucket') return [];
    const store = grant.to === 'table' ? grant.table : grant.bucket;
    return isErasable(store) ? grant.actions.filter((act) => putting.includes(act)) : [];
  });
const writing = functions.filter((spec) => writesOf(spec).length > 0);
const named = (kind: string) => writing.filter(({ name }) => writers[name] === kind);

it('names every function that may write about a person, and no other', () => {
  expect(Object.keys(writers).toSorted()).toEqual(writing.map(({ name }) => name).toSorted());
});

it('says of each what is so: its routes, its workflow, and whether it may add anything', () => {
  const permissions = (spec: FunctionSpec) => new Set(spec.routes.map(({ permission }) => permission));
  for (const spec of named('request')) {
    expect(spec.routes.length, spec.name).toBeGreaterThan(0);
    expect(permissions(spec).has('machine'), spec.name).toBe(false);
  }
  for (const spec of named('machine')) expect([...permissions(spec)], spec.name).toEqual(['machine']);
  const called: readonly string[] = workflows.flatMap(({ calls }) => Object.values<string>(calls));
  for (const spec of named('step')) expect(called, spec.name).toContain(spec.name);
  for (const spec of named('loop')) expect([spec.routes, spec.triggers.length], spec.name).toEqual([[], 1]);
  for (const spec of named('conditional')) {
    expect(spec.routes, spec.name).toEqual([]);
    expect(new Set(writesOf(spec)), spec.name).toEqual(new Set(['UpdateItem']));
  }
});

it('takes the longest life from the functions themselves', () => {
  expect(longestLife(profiles.cloister.capabilities, 900)).toBe(905);
  expect(longestLife(profiles.cloister.capabilities, 30)).toBe(35);
  for (const { capabilities } of Object.values(profiles))
    for (const spec of [
      ...named('request'),
      ...named('machine'),
      ...named('step'),
      ...named('loop'),
      ...named('sign-in'),
    ])
      if (spec.capability === undefined || capabilities.includes(spec.capability))
        expect(longestLife(capabilities, 900), spec.name).toBeGreaterThan(spec.timeout);
});
