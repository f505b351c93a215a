import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** The number of the user who opened the other end of a loopback connection (IPv4), as the kernel knows it. */
export async function ownerOfPeer(socket: Socket): Promise<number | undefined> {
  const { localPort, remotePort } = socket;
  const table = await readFile('/proc/net/tcp', 'utf8').catch(() => '');
  return ownerIn(table, { from: remotePort ?? 0, to: localPort ?? 0 });
}

/** Reads the owner of the connection between two loopback ports out of /proc/net/tcp. */
export function ownerIn(table: string, { from, to }: { from: number; to: number }): number | undefined {
  const ends = [from, to].map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`);
  for (const line of table.split('\n').slice(1)) {
    const [, local, remote, , , , , owner] = line.trim().split(/\s+/);
    if (local === ends[0] && remote === ends[1]) return Number(owner);
  }
  return undefined;
}
