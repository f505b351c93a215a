import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadError, runProgram, SetupError } from './run-program.mjs';

const oldest = { major: 3, minor: 10 };
const names = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/** What Python is needed for: the emulator always, the checkers of templates and of the API only when asked for. */
export const environments = {
  emulator: { folder: 'python', requirements: 'requirements.txt', what: 'the emulator' },
  checks: { folder: 'python-checks', requirements: 'requirements-checks.txt', what: 'the checkers' },
};

/**
 * Installs one set of pinned Python packages into `.local/` where it is not there yet. Beside it, `python.json` says
 * which program to run, and where the packages are when that program does not find them by itself.
 * @param {string} root
 * @param {keyof typeof environments} name
 * @param {(line: string) => void} say
 */
export async function installPython(root, name, say) {
  const { folder, requirements, what } = environments[name];
  const target = join(root, '.local', folder);
  const list = join(root, 'local', 'setup', requirements);
  const python = await findPython();
  const stamp = createHash('sha256')
    .update(readFileSync(list))
    .update(python.version)
    .update(target)
    .digest('hex');
  const record = join(target, 'python.json');
  if (existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).stamp === stamp) return;
  say(`Installing ${what} (Python packages).`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const installed = await installInto(target, list, python.program, what);
  writeFileSync(record, JSON.stringify({ stamp, ...installed }));
  say(`Installed ${what}.`);
}

/** The first Python on the path that is new enough. */
async function findPython() {
  const named = process.env.CLOISTER_PYTHON;
  for (const program of named ? [named] : names) {
    const script = 'import sys; print(*sys.version_info[:2]); print(sys.executable)';
    const { ok, output } = await runPython(program, ['-c', script]);
    const [version, executable] = output.trim().split('\n');
    if (ok && version && executable && isNewEnough(version)) return { program: executable, version };
  }
  const wanted = `Python ${oldest.major}.${oldest.minor} or newer`;
  throw new SetupError(
    `${named ? `${named} is not ${wanted}` : `There is no ${wanted} on the path`}. Install it (python.org, or your ` +
      'system’s packages python3 and python3-venv), or name one: CLOISTER_PYTHON=/path/to/python3.',
  );
}

/**
 * @param {string} version such as '3 11'
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}

/**
 * Some systems split the parts that make an environment into a package of their own: then a plain folder does.
 * @param {string} target
 * @param {string} list
 * @param {string} python
 * @param {string} what
 */
async function installInto(target, list, python, what) {
  const environment = await runPython(python, ['-m', 'venv', target]);
  const program = environment.ok ? join(target, 'bin', 'python') : python;
  const packages = environment.ok ? undefined : join(target, 'packages');
  const place = packages ? ['--target', packages] : [];
  // The list is complete, so nothing is resolved; a file that is not on it is refused.
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
  const { ok, output } = await runPython(program, ['-m', 'pip', 'install', ...quiet, ...place, '-r', list]);
  if (!ok && output.includes('No module named pip')) {
    throw new SetupError(
      'This Python can install no packages: add your system’s packages python3-venv and python3-pip.',
    );
  }
  if (!ok) throw downloadError(`The Python packages of ${what}`, output);
  return packages ? { program, packages } : { program };
}

/**
 * Runs Python without the developer's own packages.
 * @param {string} program
 * @param {readonly string[]} args
 */
const runPython = (program, args) =>
  runProgram(program, args, { env: { ...process.env, PYTHONPATH: undefined, PYTHONHOME: undefined } });
