import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseUnit, type Service } from './unit-file.ts';

const restartMs = 2000;
/** As the units say; what has not ended then is killed. */
const endWithinMs = 15_000;
/** Only one user exists where the system maps no more: then there is nobody to become. */
const usersAreApart = !/^\s*0\s+\d+\s+1\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));

/** Plays cloud-init and systemd: runs the user data, then the services that it enabled, until standard input ends. */
export async function boot(): Promise<void> {
  const shutdown = new AbortController();
  process.stdin.resume().once('end', () => shutdown.abort());
  const script = spawn('/bin/bash', ['/opt/ec2-double/user-data'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  shutdown.signal.addEventListener('abort', () => script.kill(), { once: true });
  const code = await ended(script);
  if (shutdown.signal.aborted) return;
  console.log(`user data ended with ${code}`);
  await Promise.all(enabledServices().map((service) => keepUp(service, shutdown.signal)));
}

function enabledServices(): Service[] {
  const names = readIfThere('/run/ec2-double/enabled')
    .split('\n')
    .filter((name) => name !== '');
  return [...new Set(names)].flatMap((name) => {
    const text = readIfThere(`/etc/systemd/system/${name}`);
    if (text === '') console.log(`${name}: not played`);
    return text === '' ? [] : [parseUnit(name, text)];
  });
}

async function keepUp(service: Service, shutdown: AbortSignal): Promise<void> {
  for (const { path, mode } of service.folders) {
    execFileSync('install', ['-d', '-o', service.user, '-g', service.user, '-m', mode, path]);
  }
  while (!shutdown.aborted) {
    const [program = '', ...args] = asUser(service);
    const child = spawn(program, args, {
      env: environmentOf(service),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const end = (): void => void endChild(child);
    shutdown.addEventListener('abort', end, { once: true });
    const code = await ended(child);
    shutdown.removeEventListener('abort', end);
    console.log(`${service.name} ended with ${code}`);
    await pause(restartMs, undefined, { signal: shutdown }).catch(() => undefined);
  }
}

function asUser({ user, groups, command }: Service): string[] {
  const nothingMore = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
  const become = [
    '--reuid',
    user,
    '--regid',
    user,
    ...(groups.length > 0 ? ['--groups', groups.join(',')] : ['--clear-groups']),
  ];
  return ['setpriv', ...(usersAreApart ? become : []), ...nothingMore, ...command];
}

/** As systemd does for a service with `User=`. */
function environmentOf({ user }: Service): NodeJS.ProcessEnv {
  const [, , , , , home] =
    readIfThere('/etc/passwd')
      .split('\n')
      .find((line) => line.startsWith(`${user}:`))
      ?.split(':') ?? [];
  return { ...process.env, USER: user, LOGNAME: user, HOME: home ?? '/' };
}

async function endChild(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await pause(endWithinMs, undefined, { ref: false });
  child.kill('SIGKILL');
}

const ended = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve, reject) =>
    child.once('error', reject).once('exit', (code, signal) => resolve(code ?? signal)),
  );

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
