import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../evidence/report/json.ts';
import { pageReport } from '../../evidence/report/page.ts';
import { isProof, standingsOf, summaryOf } from '../../evidence/report/standing.ts';
import type { EvidenceResult, EvidenceRun } from '../../support/evidence/result.ts';

const result = (
  id: EvidenceResult['id'],
  state: EvidenceResult['state'],
  more: Partial<EvidenceResult> = {},
) => ({
  id,
  state,
  evidence: 'deployed' as const,
  readOnly: true,
  played: [],
  assertions: 2,
  at: '2026-11-23T00:00:00.000Z',
  durationMs: 5,
  file: 'test/evidence/x.evidence.ts',
  line: 3,
  ...more,
});

const run = (...results: EvidenceResult[]): EvidenceRun => ({
  profile: 'tropic',
  target: 'emulator',
  commit: 'c0ffee',
  changed: false,
  startedAt: '2026-11-23T00:00:00.000Z',
  endedAt: '2026-11-23T00:01:00.000Z',
  results,
});

const standing = (about: EvidenceRun, id: string) =>
  standingsOf(about).find((entry) => entry.claim.id === id)?.standing;

describe('where a claim stands', () => {
  it('is proven by a passing check alone', () => {
    expect(standing(run(result('T6', 'passed')), 'T6')).toBe('proven');
    expect(standing(run(), 'T6')).toBe('not proven');
    expect(standing(run(result('T7', 'passed')), 'T6')).toBe('not proven');
  });

  it('is not proven when one of its checks fails, due or not', () => {
    expect(standing(run(result('T6', 'passed'), result('T6', 'failed')), 'T6')).toBe('not proven');
    expect(standing(run(result('T3', 'failed')), 'T3')).toBe('not proven');
  });

  it('is due later when nothing shows it and nothing has to', () => {
    expect(standing(run(), 'T3')).toBe('due later');
    expect(standing(run(result('T3', 'passed')), 'T3')).toBe('proven');
  });

  it('counts the claims of the profile alone', () => {
    const claims = standingsOf(run(result('T6', 'passed', { evidence: 'synth' }), result('A2', 'passed')));
    expect(summaryOf(claims)).toMatchObject({
      claims: 40,
      standings: { proven: 1, 'not proven': 23, 'due later': 16 },
      classes: { synth: 1 },
    });
    expect(isProof(claims)).toBe(false);
  });

  it('is a proof once every claim that is due is proven', () => {
    const due = standingsOf(run()).filter((entry) => entry.standing === 'not proven');
    expect(isProof(standingsOf(run(...due.map((entry) => result(entry.claim.id, 'passed')))))).toBe(true);
  });
});

describe('the report', () => {
  const about = run(
    result('T6', 'passed', { shows: 'the <boundary>', played: ['the model double'], evidence: 'simulated' }),
    result('T7', 'failed', { error: 'expected "a" & got <b>' }),
  );
  const claims = standingsOf(about);

  it('shows every claim with its standing, classes, open and people parts', () => {
    const page = pageReport(about, claims);
    for (const { claim } of claims) expect(page).toContain(`<article id="${claim.id}">`);
    expect(page).toContain('the &lt;boundary&gt;: simulated, 2 assertions');
    expect(page).toContain('played by the model double');
    expect(page).toContain('expected &quot;a&quot; &amp; got &lt;b&gt;');
    expect(page).toContain('Relying on AWS&#39;s own operator-access controls.');
    expect(page).toContain('Recorded requests to Google and GitHub.');
  });

  it('has no script and no foreign origin', () => {
    const page = pageReport(about, claims);
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|https?:/);
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
  });

  it('tells programs the same', () => {
    const { proof, summary, claims: entries } = JSON.parse(jsonReport(about, claims));
    expect(proof).toBe(false);
    expect(summary).toEqual(summaryOf(claims));
    expect(entries).toHaveLength(40);
    expect(entries[5]).toMatchObject({ id: 'T6', standing: 'proven', classes: ['simulated'] });
  });
});
