import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { EvidenceResult, EvidenceRun, EvidenceSettings } from './result.ts';

/** Collects what each `claim(…)` came to into `evidence.json` in the folder of the run. */
export class EvidenceReporter implements Reporter {
  private startedAt = new Date();

  onTestRunStart(): void {
    this.startedAt = new Date();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const evidence = modules.filter((module) => module.project.name.startsWith('evidence'));
    const settings = evidence[0]?.project.getProvidedContext().evidence;
    if (!settings) return;
    const results = evidence.flatMap((module) => [...module.children.allTests()].flatMap(resultOf));
    write(settings, { startedAt: this.startedAt, results });
  }
}

function resultOf(test: TestCase): EvidenceResult[] {
  const { evidence } = test.meta();
  const { state, errors } = test.result();
  if (!evidence || state === 'pending') return [];
  const diagnostic = test.diagnostic();
  const error = errors?.[0]?.message.split('\n')[0]?.slice(0, 300);
  return [
    {
      ...evidence,
      state,
      at: new Date(diagnostic?.startTime ?? Date.now()).toISOString(),
      durationMs: Math.round(diagnostic?.duration ?? 0),
      file: relative(process.cwd(), test.module.moduleId),
      ...(test.location ? { line: test.location.line } : {}),
      ...(error === undefined ? {} : { error }),
    },
  ];
}

function write(settings: EvidenceSettings, seen: { startedAt: Date; results: EvidenceResult[] }): void {
  const ran = seen.results.filter((result) => result.state !== 'skipped');
  const run: EvidenceRun = {
    profile: settings.profile,
    target: targetOf(ran),
    commit: git('rev-parse', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    startedAt: seen.startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    results: ran,
  };
  mkdirSync(settings.folder, { recursive: true });
  writeFileSync(join(settings.folder, 'evidence.json'), JSON.stringify(run, undefined, 2));
}

function targetOf(results: readonly EvidenceResult[]): EvidenceRun['target'] {
  if (results.some((result) => result.evidence === 'live')) return 'live';
  return results.some((result) => result.evidence !== 'synth') ? 'emulator' : 'none';
}

/** Empty outside a repository, for example in an unpacked release. */
function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
