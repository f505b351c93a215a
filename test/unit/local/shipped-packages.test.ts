import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import consoleBuild from '../../../console/vite.config.ts';
import { licencesOf } from '../../../runner/build.ts';

const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What becomes part of functions, runner or console; tests and what builds them stay here. */
const shipped = ['lambdas', 'contracts', 'policy', 'workflows', 'runner', 'console'];
const isBuilding = (file: string) =>
  /[.]test[.]tsx?$|^(runner\/build|console\/vite[.]config|console\/words\/comp)|^console\/(dist|api\/plain)/.test(
    file,
  );

/** The packages that a file is made from. */
const packagesIn = (file: string): readonly string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import (?!type)|\} |export ).*from '((?:@[\w-]+\/)?[a-z][\w-]*)(?:\/[\w./-]+)?';$/gm,
    ),
  ].map(([, name = '']) => name);

describe('packages', () => {
  it('that are shipped are dependencies, and nothing else is', () => {
    const files = shipped
      .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))))
      .filter((file) => /[.]tsx?$/.test(file) && !isBuilding(file));
    expect(files.length).toBeGreaterThan(300);
    const used = new Set(files.flatMap(packagesIn));
    expect(Object.keys(dependencies).toSorted()).toEqual([...used].toSorted());
  });

  it('bring their licences with the runner and with the console', () => {
    const text = licencesOf([
      'node_modules/zod/index.js',
      'node_modules/@smithy/signature-v4/dist/a.js',
      'runner/main.ts',
    ]);
    expect(text).toMatch(/^@smithy\/signature-v4\n\n.*Apache License/s);
    expect(text).toMatch(/----\n\nzod\n\nMIT License/);
    expect(text).not.toContain('*/');
    expect(consoleBuild).toMatchObject({ build: { license: { fileName: 'licences.txt' } } });
  });
});
