import { once } from 'node:events';
import * as z from 'zod';
import type { Log } from '../deployment/progress.ts';

/** Something beside the emulator that a local deployment plays, in a process of its own. */
export interface Double {
  readonly name: string;
  /** What must be there before it starts. */
  readonly after: 'emulator' | 'deployment';
  /** The variables that tell functions its address; absent where it has none. */
  readonly variables?: readonly string[];
  /** The file of its process, which calls `serve`. */
  readonly program: URL;
}

const site = z.object({
  /** Where it listens; 0 for one without an address. */
  port: z.number(),
  emulator: z.string(),
  /** Addresses that functions use besides the emulator's, as the SDK's variables name them. */
  addresses: z.record(z.string(), z.string()),
  /** Everything of the deployment lies in here, its `outputs.json` and this double's log among it. */
  folder: z.string(),
  /** Files in here go back with the emulator's state. */
  stateFolder: z.string(),
  /** Milliseconds before each token of a model. */
  pace: z.number().optional(),
});

/** What a double is told of the deployment. */
export type Site = z.output<typeof site>;

/** What a double says when it is asked for its health; one that answers is well. */
export const serving = z.object({
  /** Requests that are not answered yet. */
  open: z.int().min(0),
  /** When the last one began or ended, in milliseconds. */
  at: z.number(),
});
export type Serving = z.output<typeof serving>;

/** A double that has started, as its own process sees it. */
export interface Started {
  /** Absent where nobody waits for what it does. */
  readonly serving?: () => Serving;
  close(): Promise<void>;
}

/**
 * Runs a double until the launcher closes the channel to this process, or is gone. Lines of `log` go to the launcher, all
 * else to the double's log. Ctrl-C and the end of a terminal are the launcher's to handle.
 */
export async function serve(start: (site: Site, log: Log) => Promise<Started>): Promise<void> {
  const released = once(process, 'disconnect');
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.once('SIGTERM', () => process.disconnect());
  const double = await start(site.parse(JSON.parse(process.argv[2] ?? '{}')), (line) => console.log(line));
  process.on('message', () => process.send?.(double.serving?.() ?? { open: 0, at: 0 }));
  process.send?.('up');
  await released;
  await double.close();
  process.exit(0);
}
