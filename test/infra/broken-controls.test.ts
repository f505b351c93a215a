import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClaimId } from '../../policy/claims/claim.ts';
import type { EvidenceClass } from '../support/evidence/result.ts';
import { readTemplates } from '../support/evidence/synthesis.ts';
import type { Resource, Template } from '../support/evidence/template.ts';
import type { SynthTarget } from '../support/target.ts';
import { variantOf } from './assembly.ts';
import { breaks } from './breaks.ts';
import type { Change } from './changes.ts';
import { hollowBreaks } from './hollow-breaks.ts';

type Check = (target: SynthTarget) => Promise<void> | void;

const checks = vi.hoisted(() => new Map<string, Check[]>());
vi.mock('../support/evidence/claim.ts', () => ({
  claim: (id: ClaimId, evidence: EvidenceClass, _: unknown, check: Check) => {
    if (evidence === 'synth') checks.set(id, [...(checks.get(id) ?? []), check]);
  },
}));

/** Whether all checks of a claim pass on these templates. */
async function holds(claim: string, templates: readonly Template[]): Promise<boolean> {
  const target: SynthTarget = {
    profile: 'cloister',
    templates: async () => templates,
    template: () => Promise.reject(new Error('Checks look at all templates.')),
  };
  const results = await Promise.allSettled((checks.get(claim) ?? []).map(async (check) => check(target)));
  return results.length > 0 && results.every(({ status }) => status === 'fulfilled');
}

function breakIn(templates: readonly Template[], change: Change): readonly Template[] {
  return templates.map((template) => {
    const resources = template.resources.flatMap((resource): Resource[] => {
      const copy = structuredClone(resource);
      const outcome = change(copy);
      if (outcome === 'gone') return [];
      return Array.isArray(outcome) ? [copy, ...outcome] : [copy];
    });
    return { ...template, resources, ofType: (type) => resources.filter((one) => one.type === type) };
  });
}

describe('evidence from templates notices a broken control', () => {
  let templates: readonly Template[];

  beforeAll(async () => {
    await Promise.all(globSync('test/evidence/*.evidence.ts').map((file) => import(resolve(file))));
    templates = await readTemplates(variantOf('cloister', 'prod').folder);
  });

  it.each([...breaks, ...hollowBreaks])('$claim: $broken', async ({ claim, change }) => {
    expect(await holds(claim, templates), 'before').toBe(true);
    expect(await holds(claim, breakIn(templates, change)), 'after').toBe(false);
  });
});
