import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { listening } from '../doubles/all.ts';
import { listen } from '../doubles/listen.ts';

type Name = 'emulator' | (typeof listening)[number]['name'];

/** In the order of their ports. The console's stays the first: its address is a bookmark and part of what is deployed. */
const names = [...new Set<Name>(['cloudfront', 'emulator', ...listening.map(({ name }) => name)])];
const firstPort = 4310;

const port = z.coerce.number().int().min(1).max(65_535);
const portsSchema = z.record(z.enum(names), port);

/** The ports of one local deployment, all on the loopback address. */
export type LocalPorts = Readonly<Record<Name, number>>;

const variableOf = (name: Name): string =>
  name === 'cloudfront' ? 'CLOISTER_PORT' : `CLOISTER_${name.toUpperCase()}_PORT`;

/** The ports of `npm start`, one after the other: fixed, but each can be named, and the others follow the first. */
export function configuredPorts(environment: Readonly<Record<string, string | undefined>>): LocalPorts {
  const chosen = (name: Name, otherwise: number): number => {
    const { data, success } = port.safeParse(environment[variableOf(name)] ?? otherwise);
    if (!success) throw new Error(`${variableOf(name)} is not a port: a number from 1 to 65535.`);
    return data;
  };
  const first = chosen('cloudfront', firstPort);
  return portsSchema.parse(Object.fromEntries(names.map((name, at) => [name, chosen(name, first + at)])));
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
    (name) => `Port ${ports[name]} (${name}) is taken; choose another with ${variableOf(name)}.`,
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
