import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** Runs a Node.js program to its end without the developer's environment; what it says is shown only when it fails. */
export async function runToEnd(
  what: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(process.execPath, args, {
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: process.env['HOME'],
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: string) => {
    said = (said + chunk).slice(-20_000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  if (code !== 0) throw new Error(`${what} failed:\n${lastWords(said)}`);
}

/** The end of what a program said, without the CDK CLI's events of resources that went well. */
export const lastWords = (said: string): string =>
  said
    .split('\n')
    .filter(
      (line) => line.trim() !== '' && !/\|\s(CREATE|UPDATE|DELETE)_(IN_PROGRESS|COMPLETE)\w*\s/.test(line),
    )
    .slice(-40)
    .join('\n');
