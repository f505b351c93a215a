import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';

export const retentionMode = z.enum(['default', 'none', 'aws_review', 'provider_data_share', 'inherit']);
export type RetentionMode = z.infer<typeof retentionMode>;
export const loggingConfig = z.looseObject({});

const regionState = z.object({
  mode: retentionMode.default('default'),
  updatedAt: z.iso.datetime().optional(),
  logging: loggingConfig.optional(),
});
type RegionState = z.infer<typeof regionState>;
const state = z.record(z.string(), regionState);

/** What a test says of a model; the catalogue says the rest. */
export const modelSaying = z.strictObject({
  status: z.enum(['ACTIVE', 'LEGACY']).optional(),
  endOfLifeTime: z.iso.datetime().optional(),
  missing: z.boolean().optional(),
  regions: z.array(z.string()).optional(),
});

/** Bedrock's account settings of each Region; kept in a file when there is one. */
export class ControlPlaneState {
  private readonly regions: Record<string, RegionState>;
  private readonly file: string | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly sayings = new Map<string, z.infer<typeof modelSaying>>();

  constructor(file: string | undefined) {
    this.file = file;
    this.regions =
      file !== undefined && existsSync(file) ? state.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  }

  of(region: string): RegionState {
    return this.regions[region] ?? { mode: 'default' };
  }

  all(): Readonly<Record<string, RegionState>> {
    return this.regions;
  }

  model(id: string): z.infer<typeof modelSaying> {
    return this.sayings.get(id) ?? {};
  }

  say(id: string, saying: z.infer<typeof modelSaying>): void {
    this.sayings.set(id, saying);
  }

  async setMode(region: string, mode: RetentionMode): Promise<void> {
    await this.set(region, { ...this.of(region), mode, updatedAt: new Date().toISOString() });
  }

  async setLogging(region: string, logging: z.infer<typeof loggingConfig> | undefined): Promise<void> {
    const { logging: _, ...rest } = this.of(region);
    await this.set(region, logging === undefined ? rest : { ...rest, logging });
  }

  private async set(region: string, value: RegionState): Promise<void> {
    this.regions[region] = value;
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  /** By a new file in the old one's place, so that a kill never leaves half of one. */
  private async write(): Promise<void> {
    if (this.file === undefined) return;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(`${this.file}.new`, JSON.stringify(this.regions, undefined, 2));
    await rename(`${this.file}.new`, this.file);
  }
}
