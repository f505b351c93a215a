import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { listening } from '../doubles/all.ts';
import { listen } from '../doubles/listen.ts';

type Name = 'emulator' | (typeof listening)[number]['name'];

/** In the order of their ports. The console's stays the first: its address is a bookmark and part of what is deployed. */
const names = [...new Set<Name>(['cloudfront', 'emulator', ...listening.map(({ name }) => name)])];
const port = z.coerce.number().int().min(1).max(65_535);
const portsSchema = z.record(z.enum(names), port);
const firstPort = port.max(65_536 - names.length).default(4310);

/** The ports of one local deployment, all on the loopback address. */
export type LocalPorts = Readonly<Record<Name, number>>;

/** The ports of `npm start`, one after the other from a fixed one on, or from the one in `CLOISTER_PORT`. */
export function configuredPorts(environment: Readonly<Record<string, string | undefined>>): LocalPorts {
  const { data: first, success } = firstPort.safeParse(environment['CLOISTER_PORT']);
  if (!success) throw new Error(`CLOISTER_PORT is not a port: a number from 1 to ${65_536 - names.length}.`);
  return portsSchema.parse(Object.fromEntries(names.map((name, at) => [name, first + at])));
}

/** Free ports, the same as the last time where they still are: other ones would be another deployment. */
export async function rememberedFreePorts(folder: string): Promise<LocalPorts> {
  const file = join(folder, 'ports.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { data: remembered } = portsSchema.safeParse(JSON.parse(text));
  if (remembered && (await busyPorts(remembered)).length === 0) return remembered;
  const free = await Promise.all(names.map(async (name) => [name, await listenOnce(0)]));
  const ports = portsSchema.parse(Object.fromEntries(free));
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

/** Where functions find the doubles: the address of each in its variables. */
export const addressesOf = (ports: LocalPorts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listening.flatMap(({ name, variables }) =>
      variables.map((variable) => [variable, `http://127.0.0.1:${ports[name]}`]),
    ),
  );

/** Says which ports are taken and what to set instead. */
export async function requireFree(ports: LocalPorts): Promise<void> {
  const busy = await busyPorts(ports);
  if (busy.length === 0) return;
  const lines = busy.map(
    (name) => `Port ${ports[name]} (${name}) is taken; choose others with CLOISTER_PORT.`,
  );
  throw new Error(lines.join('\n'));
}

async function busyPorts(ports: LocalPorts): Promise<Name[]> {
  const free = await Promise.all(names.map((name) => listenOnce(ports[name]).catch(() => undefined)));
  return names.filter((_, index) => free[index] === undefined);
}

/** Listens for a moment and tells the port. */
async function listenOnce(wanted: number): Promise<number> {
  const server = createServer();
  const found = await listen(server, wanted);
  await new Promise((resolve) => server.close(resolve));
  return found;
}
