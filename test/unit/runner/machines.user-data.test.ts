import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { runnerUserData } from '../../../runner/user-data.ts';

const script = runnerUserData({ bucket: 'assets', key: 'runner-1.mjs', region: 'eu-west-1' });

it('is a script that bash reads, within what EC2 takes', () => {
  execFileSync('bash', ['-n'], { input: script });
  expect(Buffer.byteLength(script)).toBeLessThan(16_384);
});

it('holds nothing of a machine, and no secret: one script for all of a deployment', () => {
  expect(script).not.toMatch(/\bvm_|i-[0-9a-f]{8}|AKIA|ASIA|SecretAccessKey|sqs\.|execute-api/i);
  expect(script).toContain("'s3://assets/runner-1.mjs'");
});

it('keeps metadata, on both address families, from all but root and the runner, before the runner starts', () => {
  const only = 'meta skuid != { "root", "runner" } reject';
  expect(script).toContain(`ip daddr 169.254.169.254 ${only}`);
  expect(script).toContain(`ip6 daddr fd00:ec2::254 ${only}`);
  expect(script).toMatch(/cloister-runner\.service <<'EOF'[\s\S]*Requires=nftables\.service/);
});

it('gives neither service the right to become somebody else', () => {
  const units = script.split('.service <<').slice(1);
  expect(units).toHaveLength(2);
  expect(units.map((unit) => /\nUser=(\w+)/.exec(unit)?.[1])).toEqual(['agent', 'runner']);
  for (const unit of units) expect(unit).toContain('NoNewPrivileges=yes');
  expect(script).not.toMatch(/Capabilit|sudo/);
});
