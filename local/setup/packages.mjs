import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadError, runProgram, SetupError } from './run-program.mjs';

/** The Node.js that functions run on, and so everything else. */
const nodeMajor = 24;

/**
 * Installs the npm packages where they differ from the lock file, and finds the Node.js among them.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the program of Node.js 24
 */
export async function installPackages(root, say) {
  if (!packagesMatchLock(readJson(join(root, 'package-lock.json')), readJson(installedLock(root)))) {
    say('Installing the npm packages (about 500 MB).');
    const npm = process.env.npm_execpath;
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const [program, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
    const { ok, output } = await runProgram(program, all, { cwd: root });
    if (!ok) throw downloadError('The npm packages', output);
    say('The npm packages are there.');
  }
  return findNode(root, say);
}

/**
 * npm's own record of what it installed; it writes it last, so a broken installation has none.
 * @param {string} root
 */
const installedLock = (root) => join(root, 'node_modules', '.package-lock.json');

/**
 * Whether every package of the lock file is installed in that version; optional ones are for other platforms too.
 * @param {Lock | undefined} wanted
 * @param {Lock | undefined} installed
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, link?: boolean }> }} Lock
 */
export function packagesMatchLock(wanted, installed) {
  if (!wanted || !installed) return false;
  return Object.entries(wanted.packages ?? {}).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true;
    const there = installed.packages?.[path];
    return there ? there.version === version : optional === true;
  });
}

/**
 * npm may skip install scripts (its `allow-scripts` and `ignore-scripts` settings); the one of `node` fetches it.
 * @param {string} root
 * @param {(line: string) => void} say
 */
async function findNode(root, say) {
  const folder = join(root, 'node_modules', 'node');
  const program = join(folder, 'bin', 'node');
  if (await isWanted(program)) return program;
  say('npm did not run the install script of Node.js 24; running it now.');
  const { output } = await runProgram(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder });
  if (await isWanted(program)) return program;
  if (Number(process.versions.node.split('.')[0]) === nodeMajor) return process.execPath;
  const error = downloadError('Node.js 24', output);
  throw new SetupError(`${error.message}\nOr use Node.js 24 itself to run the command.`);
}

/** @param {string} program */
async function isWanted(program) {
  if (!existsSync(program)) return false;
  const { ok, output } = await runProgram(program, ['--version']);
  return ok && output.startsWith(`v${nodeMajor}.`);
}

/** @param {string} file */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
