import { join } from 'node:path';
import { serve } from '../double.ts';
import { startHosts } from './hosts.ts';

await serve(({ emulator, folder }, log) =>
  startHosts({ emulatorEndpoint: emulator, stateDir: join(folder, 'machines'), log }),
);
