import { spawn } from 'node:child_process';

/** What one check found. `details` is shown when it failed. */
export interface Outcome {
  readonly passed: boolean;
  /** A few words for the summary, such as how much was looked at. */
  readonly says: string;
  readonly details: string;
}

/** One thing that must be true of the tree before it is worth testing. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

/** Runs a program and keeps all that it prints. */
export function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return new Promise<{ code: number; text: string; out: string }>((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, text, out }));
  });
}

/** The same for work that can wait: tests that run beside it time what they see. */
export const outputLater: typeof output = (program, args, env) =>
  output('nice', ['-n', '10', program, ...args], env);

/** A check that is a program of a package: it passes when the program ends with 0. */
export function program(name: string, file: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const { code, text } = await outputLater(process.execPath, [file, ...args], {
        ...process.env,
        NO_COLOR: '1',
      });
      return { passed: code === 0, says: '', details: text };
    },
  };
}
