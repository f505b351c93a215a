// Runs on Node.js 20 with nothing installed: everything that a command needs is installed here first.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../local/setup/packages.mjs';
import { installPython } from '../local/setup/python.mjs';
import { SetupError } from '../local/setup/run-program.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commandsFolder = join(root, 'local', 'commands');

/**
 * The Python packages that a command works with, besides npm's.
 * @param {string} command
 * @returns {('emulator' | 'checks')[]}
 */
function pythonOf(command) {
  if (command === 'check') return ['checks'];
  if (command === 'test') return ['emulator', 'checks'];
  return ['start', 'prove'].includes(command) ? ['emulator'] : [];
}

/** @param {readonly string[]} words */
async function main([command = '', ...args]) {
  const commands = readdirSync(commandsFolder).map((file) => file.replace(/\.ts$/, ''));
  if (!commands.includes(command)) throw new SetupError(`Commands: ${commands.join(', ')}.`);
  if (process.platform === 'win32')
    throw new SetupError('Cloister runs on Linux and macOS; on Windows, in WSL.');
  const began = Date.now();
  const say = (/** @type {string} */ line) =>
    console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const [node] = await Promise.all([
    installPackages(root, say),
    ...pythonOf(command).map((name) => installPython(root, name, say)),
  ]);
  return runCommand(node, join(commandsFolder, `${command}.ts`), args, began);
}

/**
 * Ctrl-C reaches the command itself, since it is in the same process group; a signal to us alone is handed on.
 * @param {string} node
 * @param {string} file
 * @param {readonly string[]} args
 * @param {number} began
 * @returns {Promise<number>}
 */
function runCommand(node, file, args, began) {
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}`, CLOISTER_BEGAN: String(began) };
  const child = spawn(node, [file, ...args], { cwd: root, env, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  },
);
