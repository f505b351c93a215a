import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program beside the measured one, so that its work is not counted. */
export interface Program extends AsyncDisposable {
  readonly url: string;
}

const startProgram = async (file: string): Promise<Program> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line]: unknown[] = await once(child.stdout, 'data');
  return {
    url: /http:\S+/.exec(String(line))?.[0] ?? '',
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** The model double without pacing. */
export const startDouble = (): Promise<Program> => startProgram('./models.process.ts');

/** DynamoDB and KMS that answer at once. */
export const startStores = (): Promise<Program> => startProgram('./stores.process.ts');
