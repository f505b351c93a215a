import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { consoleFolder } from '../../deployment/console-build.ts';
import { serve } from '../double.ts';
import { startEdge } from './edge.ts';

const outputs = z.record(z.string(), z.record(z.string(), z.string()));

await serve(async ({ port, emulator, addresses, folder }, log) =>
  startEdge({
    port,
    emulatorEndpoint: emulator,
    addresses,
    outputs: outputs.parse(JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'))),
    consoleFolder,
    log,
  }),
);
