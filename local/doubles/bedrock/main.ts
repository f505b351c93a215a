import { parseArgs } from 'node:util';
import { startModels } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4312' },
    emulator: { type: 'string' },
    state: { type: 'string' },
    pace: { type: 'string' },
  },
});

const models = await startModels({
  port: Number(values.port),
  ...(values.emulator === undefined ? {} : { emulatorEndpoint: values.emulator }),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
  ...(values.pace === undefined ? {} : { pace: Number(values.pace) }),
});
console.log(`Models: ${models.url}`);

const end = (): void => {
  void models.close().then(() => process.exit(0));
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
