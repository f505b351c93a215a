import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { endProcess, isRunning } from './process-identity.ts';

/** It writes the state of all services while it ends. */
const stopWithinMs = 60_000;
const runSchema = z.object({ pid: z.number(), birth: z.string(), temporary: z.string() });

/** A process of the emulator and the folder where it unpacks functions. */
export type EmulatorRun = z.infer<typeof runSchema>;

/** Remembers the running emulator of a folder, so that a later launcher can end the one that a killed launcher left. */
export class RunRecord {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, 'emulator.json');
  }

  async read(): Promise<EmulatorRun | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : runSchema.parse(JSON.parse(text));
  }

  async write(run: EmulatorRun): Promise<void> {
    await writeFile(this.file, JSON.stringify(run));
  }

  /** Asks the process to end, as much as one can that is about to end itself; the next launcher tidies up. */
  endUnwatched(): void {
    if (!existsSync(this.file)) return;
    const run = runSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    if (isRunning(run)) process.kill(run.pid, 'SIGTERM');
  }

  /** Ends the process and removes what it leaves; true when it ended by itself and so wrote its state. */
  async end(run: EmulatorRun): Promise<boolean> {
    const byItself = await endProcess(run, 'SIGTERM', stopWithinMs);
    if (!byItself) await endProcess(run, 'SIGKILL', stopWithinMs);
    await rm(run.temporary, { recursive: true, force: true });
    await rm(this.file, { force: true });
    return byItself;
  }
}

/** Ends the emulator that a killed launcher left, and removes everything of it. */
export async function eraseEmulator(folder: string): Promise<void> {
  const record = new RunRecord(folder);
  const left = await record.read();
  if (left) await record.end(left);
  await rm(folder, { recursive: true, force: true });
}
