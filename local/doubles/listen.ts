import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on the loopback address and tells the port; 0 takes a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server on a port has a port.');
  return address.port;
}
