import { readdir, readFile, readlink } from 'node:fs/promises';

const ESTABLISHED = '01';

/** The processes, other than the double's own, that hold a connection to the model double: functions in mid-answer. */
export async function modelCallers(modelsUrl: string): Promise<number[]> {
  const port = Number(new URL(modelsUrl).port).toString(16).toUpperCase().padStart(4, '0');
  const table = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  const calling = table.filter(
    ([, , remote = '', state]) => remote.endsWith(`:${port}`) && state === ESTABLISHED,
  );
  const inodes = new Set(calling.map((fields) => `socket:[${fields[9]}]`));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const owners = await Promise.all(
    pids.map(async (pid) => ((await socketsOf(pid)).some((socket) => inodes.has(socket)) ? [pid] : [])),
  );
  return owners.flat().filter((pid) => pid !== process.pid);
}

async function socketsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
}
