import { join } from 'node:path';
import { serve } from '../double.ts';
import { startBedrock } from './server.ts';

await serve(({ port, emulator, stateFolder, pace }) =>
  startBedrock({
    port,
    emulatorEndpoint: emulator,
    stateFile: join(stateFolder, 'bedrock.json'),
    ...(pace === undefined ? {} : { pace }),
  }),
);
