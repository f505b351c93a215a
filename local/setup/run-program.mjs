import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runProgram(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {string} */ chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|name resolution|Name or service not known|nodename nor servname|Network is unreachable|Failed to establish a new connection|NewConnectionError|Connection refused|timed out|\(from versions: none\)/;

/** Something that the person who runs the command can put right; shown without a stack. */
export class SetupError extends Error {}

/**
 * Why a download failed, in one sentence where it was the network.
 * @param {string} what
 * @param {string} output
 */
export function downloadError(what, output) {
  if (unreachable.test(output)) {
    return new SetupError(`${what} could not be downloaded: no network. Connect and run the command again.`);
  }
  const end = output.trim().split('\n').slice(-15).join('\n');
  return new SetupError(`${what} could not be installed:\n${end}`);
}
