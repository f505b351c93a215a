import { constants, existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const partial = '.partial';
const functionsState = z.looseObject({ payload: z.looseObject({}) });

/**
 * What the emulator keeps on disk: `live` is what it reads and writes, `checkpoints` whole copies taken while it was
 * stopped. It writes its state only at a clean stop, while objects are written at once; so after a kill the two do not
 * belong together, and the last checkpoint is the only consistent state.
 */
export class StateFolder {
  readonly live: string;
  private readonly checkpoints: string;
  private readonly dirty: string;

  constructor(root: string) {
    this.live = join(root, 'live');
    this.checkpoints = join(root, 'checkpoints');
    this.dirty = join(root, 'dirty');
  }

  async markDirty(): Promise<void> {
    await mkdir(this.live, { recursive: true });
    await writeFile(this.dirty, '');
  }

  async markClean(): Promise<void> {
    await rm(this.dirty, { force: true });
  }

  isDirty(): boolean {
    return existsSync(this.dirty);
  }

  /** Copies the whole state; a copy counts from its rename on, so a crash never leaves half of one. */
  async checkpoint(at: Date): Promise<void> {
    const name = nameOf(at);
    await mkdir(this.checkpoints, { recursive: true });
    const copy = join(this.checkpoints, name);
    await cp(this.live, copy + partial, { recursive: true, mode: constants.COPYFILE_FICLONE });
    await rename(copy + partial, copy);
    for (const other of await readdir(this.checkpoints)) {
      if (other !== name) await rm(join(this.checkpoints, other), { recursive: true, force: true });
    }
  }

  /** Puts the newest checkpoint in place of the live state and tells its time; without one, the state starts empty. */
  async restore(): Promise<Date | undefined> {
    const newest = newestCheckpoint(await readdir(this.checkpoints).catch(() => []));
    await rm(this.live, { recursive: true, force: true });
    if (newest) {
      await cp(join(this.checkpoints, newest.name), this.live, {
        recursive: true,
        mode: constants.COPYFILE_FICLONE,
      });
    }
    await this.markClean();
    return newest?.at;
  }

  /**
   * Forgets how far functions have read the tables' streams. The emulator keeps that and not the streams: after a restart
   * it would pass over as many new changes as there had been old ones.
   */
  async forgetStreamPositions(): Promise<void> {
    const file = join(this.live, 'services', 'lambda.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return;
    const { payload, ...rest } = functionsState.parse(JSON.parse(text));
    await writeFile(
      file,
      JSON.stringify({ ...rest, payload: { ...payload, dynamodb_stream_positions: {} } }),
    );
  }
}

/** The newest complete checkpoint among directory names, and when it was taken. */
export function newestCheckpoint(names: readonly string[]): { name: string; at: Date } | undefined {
  const name = names
    .filter((candidate) => !candidate.endsWith(partial))
    .sort()
    .at(-1);
  return name === undefined ? undefined : { name, at: new Date(name.replaceAll('_', ':')) };
}

const nameOf = (at: Date): string => at.toISOString().replaceAll(':', '_');
