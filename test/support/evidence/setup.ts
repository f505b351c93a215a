import type { TestProject } from 'vitest/node';
import { profileIds } from '../../../policy/profiles/all.ts';
import type { EvidenceSettings } from './result.ts';
import { synthesizeIn } from './synthesis.ts';

/** Two projects are set up in one process, for the same templates. */
const shared = globalThis as { cloisterTemplates?: Promise<void> };

/** Set-up of the evidence: which profile the run is about, where its files lie, and its templates. */
export async function setup(project: TestProject): Promise<void> {
  const settings = settingsFrom(process.env);
  project.provide('evidence', settings);
  shared.cloisterTemplates ??= synthesizeIn(settings);
  await shared.cloisterTemplates;
}

export function settingsFrom(env: NodeJS.ProcessEnv): EvidenceSettings {
  const wanted = env['CLOISTER_PROFILE'] ?? 'cloister';
  const profile = profileIds.find((id) => id === wanted);
  if (!profile) throw new Error(`No profile ${wanted}; there are ${profileIds.join(', ')}.`);
  const target = env['CLOISTER_TARGET'] === 'live' ? 'live' : 'emulator';
  return { profile, target, folder: env['CLOISTER_STATE'] ?? '.local/test' };
}
