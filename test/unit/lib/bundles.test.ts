import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { turnsFunction } from '../../../lambdas/chat/turns.function.ts';
import { bundle } from '../../../lib/constructs/bundles.ts';
import { bundleBudgets } from '../../support/bundle-budgets.ts';

it('the hot function holds no client of the SDK', () => {
  const out = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    bundle([turnsFunction], out);
    const code = readFileSync(join(out, turnsFunction.name, 'index.js'), 'utf8');
    expect(code).toContain('DynamoDB_20120810');
    // Every client of the SDK has one.
    expect(code).not.toContain('middlewareStack');
    expect(code.length).toBeLessThan(bundleBudgets.turns);
  } finally {
    rmSync(out, { recursive: true });
  }
});
