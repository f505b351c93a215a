import { createServer } from 'node:http';
import { serve } from '../../../../local/doubles/double.ts';
import { listen } from '../../../../local/doubles/listen.ts';

/** A double as a folder of `local/doubles` has one: it answers with what it was told, and falls over when asked to. */
await serve(async ({ port, emulator }, log) => {
  let at = 0;
  const server = createServer((request, response) => {
    at = Date.now();
    if (request.url === '/fall') throw new Error('It fell.');
    response.end(emulator);
  });
  await listen(server, port);
  log('The planted double is up.');
  const close = async (): Promise<void> => {
    server.close();
    await Promise.resolve();
  };
  return { serving: () => ({ open: 0, at }), close };
});
