import { randomUUID } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { profileIds } from '../../../policy/profiles/all.ts';
import type { EvidenceSettings } from './result.ts';

/** Set-up of the `evidence` project: which profile the run is about, and where its files lie. */
export function setup(project: TestProject): void {
  project.provide('evidence', settingsFrom(process.env));
}

export function settingsFrom(env: NodeJS.ProcessEnv): EvidenceSettings {
  const wanted = env['CLOISTER_PROFILE'] ?? 'cloister';
  const profile = profileIds.find((id) => id === wanted);
  if (!profile) throw new Error(`No profile ${wanted}; there are ${profileIds.join(', ')}.`);
  const target = env['CLOISTER_TARGET'] === 'live' ? 'live' : 'emulator';
  return { profile, target, folder: env['CLOISTER_STATE'] ?? '.local/test', run: randomUUID() };
}
