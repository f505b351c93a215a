import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import type { RunId } from './platform.ts';

const message = z.custom<Message>(
  (value) =>
    z.object({ role: z.enum(['user', 'assistant']), content: z.array(z.looseObject({})) }).safeParse(value)
      .success,
);
const entry = z.object({ attempt: z.number().int(), messages: z.array(message) });

/**
 * How far a run is, on the machine's own disk, so that a runner that was killed goes on instead of paying and acting
 * twice. It goes when the run has ended.
 */
export class Journal {
  readonly messages: Message[];
  /** Counts from 1 how often the run was begun. */
  readonly attempt: number;
  private readonly file: string;

  private constructor(file: string, attempt: number, messages: Message[]) {
    this.file = file;
    this.attempt = attempt;
    this.messages = messages;
  }

  static async open(folder: string, runId: RunId, prompt: string): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${runId}.json`);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const known = text === undefined ? undefined : entry.parse(JSON.parse(text));
    const journal = new Journal(
      file,
      (known?.attempt ?? 0) + 1,
      known?.messages ?? [{ role: 'user', content: [{ text: prompt }] }],
    );
    await journal.save();
    return journal;
  }

  async add(next: Message): Promise<void> {
    this.messages.push(next);
    await this.save();
  }

  static async forget(folder: string, runId: RunId): Promise<void> {
    await rm(join(folder, `${runId}.json`), { force: true });
  }

  /** Whole or not at all. */
  private async save(): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify({ attempt: this.attempt, messages: this.messages }), {
      mode: 0o600,
    });
    await rename(`${this.file}.new`, this.file);
  }
}
