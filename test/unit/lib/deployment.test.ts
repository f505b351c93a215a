import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDeployment } from '../../../lib/config/deployment.ts';
import { cloister } from '../../../policy/profiles/cloister.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const example: object = JSON.parse(readFileSync('cloister.settings.example.json', 'utf8'));

function dateWith(policyRevised?: string): string {
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ ...example, policyRevised }));
  const deployment = readDeployment({ profile: 'cloister', stage: 'dev', settings, origin: undefined });
  return deployment.profile.policyRevised;
}

it("the policy's date is that of the later change, the profile's or the operator's", () => {
  expect(dateWith()).toBe(cloister.policyRevised);
  expect(dateWith('2026-01-31')).toBe(cloister.policyRevised);
  expect(dateWith('2999-01-31')).toBe('2999-01-31');
});

it('a date that is none is refused with a sentence', () => {
  expect(() => dateWith('2026-02-30')).toThrow(/policyRevised: Invalid ISO date/);
});
