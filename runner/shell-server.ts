import { spawn } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { homedir, userInfo } from 'node:os';
import { command, type ShellEvent } from './shell-protocol.ts';

/** More than this of one command's output is dropped, so that no command fills the runner's memory. */
const maxOutputChars = 1_000_000;
const drainMs = 500;

/**
 * Serves the `shell` tool: runs as the user `agent`, so that neither the runner nor a command needs the right to become
 * somebody else. One connection is one command; when the connection ends, so does the command and all it started in its
 * process group. So nothing outlives a runner that was killed.
 */
export async function serveShell(socketPath: string): Promise<Server> {
  await rm(socketPath, { force: true });
  const server = createServer((socket) => void runOne(socket).catch(() => socket.destroy()));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  // The runner is in the group `agent`; nobody else is.
  await chmod(socketPath, 0o660);
  return server;
}

async function runOne(socket: Socket): Promise<void> {
  socket.on('error', () => socket.destroy());
  const line = await firstLine(socket);
  const { script, seconds } = command.parse(JSON.parse(line));
  const child = spawn('/bin/bash', ['-c', script], {
    cwd: homedir(),
    detached: true,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killAll = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killAll();
  }, seconds * 1000);
  socket.once('close', killAll);
  let left = maxOutputChars;
  const forward = (text: string): void => {
    const output = text.slice(0, left);
    left -= output.length;
    if (output !== '') send(socket, { output });
  };
  child.stdout.setEncoding('utf8').on('data', forward);
  child.stderr.setEncoding('utf8').on('data', forward);
  child.once('exit', () => {
    killAll();
    // What left the group by itself may hold the output open for ever.
    setTimeout(() => [child.stdout, child.stderr].forEach((stream) => void stream.destroy()), drainMs);
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  clearTimeout(timer);
  send(socket, { end: timedOut ? 'time' : 'exit', code });
  socket.end();
}

/** Goes on reading after it, since only a socket that is read tells its end. */
function firstLine(socket: Socket): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('no command')));
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}

const send = (socket: Socket, event: ShellEvent): boolean =>
  socket.writable && socket.write(`${JSON.stringify(event)}\n`);

/** Nothing of the service's own environment, which names the metadata service's address, reaches a command. */
function cleanEnvironment(): Record<string, string> {
  const { username } = userInfo();
  return {
    HOME: homedir(),
    USER: username,
    LOGNAME: username,
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
  };
}
