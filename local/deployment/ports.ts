import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const portsSchema = z.object({ console: port, emulator: port, models: port });

/** The ports of one local deployment, all on the loopback address. */
export type LocalPorts = z.infer<typeof portsSchema>;

const variables = {
  console: 'CLOISTER_PORT',
  emulator: 'CLOISTER_EMULATOR_PORT',
  models: 'CLOISTER_MODELS_PORT',
} as const satisfies Record<keyof LocalPorts, string>;
const defaults: LocalPorts = { console: 4310, emulator: 4311, models: 4312 };
const purposes = Object.keys(defaults).filter((name): name is keyof LocalPorts => name in defaults);

/** The ports of `npm start`: fixed, since the console's address is a bookmark and part of what is deployed. */
export function configuredPorts(environment: Readonly<Record<string, string | undefined>>): LocalPorts {
  const chosen = purposes.map((purpose) => {
    const { data, success } = port.safeParse(environment[variables[purpose]] ?? defaults[purpose]);
    if (!success) throw new Error(`${variables[purpose]} is not a port: a number from 1 to 65535.`);
    return [purpose, data];
  });
  return portsSchema.parse(Object.fromEntries(chosen));
}

/** Free ports, the same as the last time where they still are: other ones would be another deployment. */
export async function rememberedFreePorts(folder: string): Promise<LocalPorts> {
  const file = join(folder, 'ports.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const remembered = text === undefined ? undefined : portsSchema.parse(JSON.parse(text));
  if (remembered && (await busyPorts(remembered)).length === 0) return remembered;
  const [console, emulator, models] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = { console, emulator, models };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

/** Says which ports are taken and what to set instead. */
export async function requireFree(ports: LocalPorts): Promise<void> {
  const busy = await busyPorts(ports);
  if (busy.length === 0) return;
  const lines = busy.map(
    (name) => `Port ${ports[name]} (${name}) is taken; choose another with ${variables[name]}.`,
  );
  throw new Error(lines.join('\n'));
}

async function busyPorts(ports: LocalPorts): Promise<(keyof LocalPorts)[]> {
  const free = await Promise.all(purposes.map((name) => listenOnce(ports[name])));
  return purposes.filter((_, index) => free[index] === undefined);
}

async function freePort(): Promise<number> {
  const found = await listenOnce(0);
  if (found === undefined) throw new Error('There is no free port.');
  return found;
}

/** Listens for a moment; the port, or undefined when it is taken. */
function listenOnce(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
