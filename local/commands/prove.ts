import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ProfileId } from '../../policy/profile.ts';
import { profileIds, profiles } from '../../policy/profiles/all.ts';
import { jsonReport } from '../../test/evidence/report/json.ts';
import { pageReport } from '../../test/evidence/report/page.ts';
import { isProof, type ProvenClaim, standingsOf, summaryOf } from '../../test/evidence/report/standing.ts';
import { evidenceRun } from '../../test/support/evidence/result.ts';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** Gathers the evidence of one profile on an emulator of its own and writes the report. */
async function prove(profile: ProfileId): Promise<boolean> {
  const folder = join('.local', `prove-${profile}`);
  const evidence = join(folder, 'evidence.json');
  await rm(evidence, { force: true });
  await gather(profile, folder);
  const text = await readFile(evidence, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error('The run ended before any evidence was gathered; its output says why.');
  const run = evidenceRun.parse(JSON.parse(text));
  const claims = standingsOf(run);
  await writeFile(join(folder, 'report.html'), pageReport(run, claims));
  await writeFile(join(folder, 'report.json'), jsonReport(run, claims));
  tell(profile, folder, claims);
  return isProof(claims);
}

/** A failing check does not end the proof: the report says which claims it leaves unproven. */
async function gather(profile: ProfileId, folder: string): Promise<void> {
  const ids = `^[${profiles[profile].claims.join('')}]\\d+ `;
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'evidence*', '--testNamePattern', ids], {
    stdio: 'inherit',
    env: { ...process.env, CLOISTER_PROFILE: profile, CLOISTER_STATE: folder },
  });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
}

function tell(profile: ProfileId, folder: string, claims: readonly ProvenClaim[]): void {
  const { standings, classes, openParts, peopleParts } = summaryOf(claims);
  const missing = claims.filter((entry) => entry.standing === 'not proven').map((entry) => entry.claim.id);
  const seen = Object.entries(classes).map(([name, count]) => `${count} ${name}`);
  console.log(`
${profiles[profile].product}: ${claims.length} claims, ${standings.proven} proven${seen.length > 0 ? ` (${seen.join(', ')})` : ''}, \
${standings['not proven']} not proven, ${standings['due later']} due later.
${openParts} proven ones have an open part, ${peopleParts} need people too.`);
  if (missing.length > 0) console.log(`Not proven: ${missing.join(' ')}`);
  console.log(`Report: ${join(folder, 'report.html')}, ${join(folder, 'report.json')}`);
}

const wanted = parseArgs({ options: { profile: { type: 'string', default: 'cloister' } } }).values.profile;
const profile = profileIds.find((id) => id === wanted);
if (profile) process.exitCode = (await prove(profile)) ? 0 : 1;
else {
  console.error(`No profile ${wanted}; there are ${profileIds.join(', ')}.`);
  process.exitCode = 2;
}
