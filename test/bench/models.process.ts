import { startBedrock } from '../../local/doubles/bedrock/server.ts';

/** The model double without pacing, and without anybody who asks for permissions. */
const { url } = await startBedrock({ port: 0, pace: 0 });
console.log(url);
process.once('SIGTERM', () => process.exit(0));
