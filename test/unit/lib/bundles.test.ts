import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { turnsFunction } from '../../../lambdas/chat/turns.function.ts';
import { bundle } from '../../../lib/constructs/bundles.ts';
import { bundleBudgets } from '../../support/bundle-budgets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('the hot function holds no client of the SDK', () => {
  const out = temporaryFolder();
  bundle([turnsFunction], out);
  const code = readFileSync(join(out, turnsFunction.name, 'index.js'), 'utf8');
  expect(code).toContain('DynamoDB_20120810');
  // Every client of the SDK has one.
  expect(code).not.toContain('middlewareStack');
  expect(code.length).toBeLessThan(bundleBudgets.turns);
});
