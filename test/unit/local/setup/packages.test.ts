import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packagesMatchLock } from '../../../../local/setup/packages.mjs';
import { isNewEnough } from '../../../../local/setup/python.mjs';
import { downloadError } from '../../../../local/setup/run-program.mjs';

const lock = (packages: Record<string, object>) => ({ packages: { '': { version: '0.1.0' }, ...packages } });

describe('installed packages', () => {
  it('match the lock file when every version is the same', () => {
    expect(packagesMatchLock(lock({ a: { version: '1.0.0' } }), lock({ a: { version: '1.0.0' } }))).toBe(
      true,
    );
    expect(packagesMatchLock(lock({ a: { version: '1.0.1' } }), lock({ a: { version: '1.0.0' } }))).toBe(
      false,
    );
    expect(packagesMatchLock(lock({ a: { version: '1.0.0' } }), lock({}))).toBe(false);
  });

  it('may lack what is for other platforms', () => {
    expect(packagesMatchLock(lock({ a: { version: '1.0.0', optional: true } }), lock({}))).toBe(true);
  });

  it('are missing when npm did not finish', () => {
    expect(packagesMatchLock(lock({}), undefined)).toBe(false);
  });
});

describe('Python', () => {
  it.each([
    ['3 9', false],
    ['3 10', true],
    ['3 14', true],
    ['4 0', true],
    ['2 7', false],
  ])('%s is new enough: %s', (version, expected) => expect(isNewEnough(version)).toBe(expected));

  it.each(['requirements.txt', 'requirements-checks.txt'])('%s pins every file by its hash', (file) => {
    const lines = readFileSync(`local/setup/${file}`, 'utf8').split(/(?<!\\)\n/);
    const packages = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
    expect(packages.length).toBeGreaterThan(10);
    for (const line of packages) expect(line).toMatch(/^[\w-]+==[\w.]+[\s\S]*--hash=sha256:[0-9a-f]{64}/);
  });
});

describe('a download that fails', () => {
  it.each([
    'npm error code ENOTFOUND',
    'Temporary failure in name resolution',
    'connect ECONNREFUSED 127.0.0.1:80',
  ])('is one sentence when the network is away: %s', (output) =>
    expect(downloadError('X', output).message).toBe(
      'X could not be downloaded: no network. Connect and run the command again.',
    ),
  );

  it('is quoted otherwise', () => {
    expect(downloadError('X', 'disk full').message).toBe('X could not be installed:\ndisk full');
  });
});
