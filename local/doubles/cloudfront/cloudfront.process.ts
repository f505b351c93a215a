import * as z from 'zod';
import { startEdge } from './edge.ts';
import { partOptions, servePart } from '../running-double.ts';

const options = z
  .object({
    port: z.number(),
    emulatorEndpoint: z.string(),
    addresses: z.record(z.string(), z.string()),
    outputs: z.record(z.string(), z.record(z.string(), z.string())),
    consoleFolder: z.string(),
  })
  .parse(partOptions());
const edge = await startEdge({
  ...options,
  log: (line) => console.error(line),
  onServing: (open) => process.connected && process.send?.({ open }),
});
servePart(edge.url, () => edge.close());
