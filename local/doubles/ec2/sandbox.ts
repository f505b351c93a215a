import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { agentNumber, type Identities, outsideOf, runnerNumber } from './identities.ts';

const run = promisify(execFile);
const rootView = new URL('root-view.sh', import.meta.url).pathname;

/** What of this computer a machine gets. */
export interface View {
  /** An empty folder for the machine's root. */
  readonly mountPoint: string;
  /** Kept over stops. */
  readonly disk: string;
  /** Programs that play what a real machine has, and the user data. */
  readonly tools: string;
  readonly hostname: string;
}

/**
 * Namespaces of a machine: users, mounts, processes, host name, System V memory; the network stays the computer's. They
 * are held open by a process that waits on a pipe from here: however this process ends, the pipe closes, the holder,
 * which is process 1 in there, ends, and the kernel kills everything with it.
 */
export class Sandbox {
  private readonly holder: ChildProcess;
  private readonly identities: Identities;

  private constructor(holder: ChildProcess, identities: Identities) {
    this.holder = holder;
    this.identities = identities;
  }

  static async open(identities: Identities): Promise<Sandbox> {
    const flags = ['--user', '--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
    const holder = spawn('unshare', [...flags, '/bin/bash', '-c', 'echo up; read -r _'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const sandbox = new Sandbox(holder, identities);
    const up = once(holder.stdout, 'data');
    await Promise.race([up, failure(holder)]);
    await sandbox.mapUsers();
    return sandbox;
  }

  /** Gives the machine its own root. */
  async enterView({ mountPoint, disk, tools, hostname }: View): Promise<void> {
    const { kind } = this.identities;
    // The host's root can reach folders that the machine's root cannot, so it makes the view; numbers are the host's then.
    const enter = kind === 'own-range' ? this.join(['mount', 'pid', 'uts']) : this.joinAsRoot();
    const numberOf = {
      'own-range': (inside: number) => outsideOf(this.identities, inside),
      'shared-range': (inside: number) => inside,
      one: () => 0,
    }[kind];
    const numbers = [0, runnerNumber, agentNumber].map((inside) => String(numberOf(inside)));
    await run('nsenter', [
      ...enter,
      '/bin/bash',
      rootView,
      mountPoint,
      disk,
      tools,
      process.execPath,
      hostname,
      ...numbers,
    ]);
  }

  spawn(
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
    output: number,
  ): ChildProcess {
    return spawn('nsenter', [...this.joinAsRoot(), ...command], {
      env: { ...environment },
      stdio: ['pipe', output, output],
    });
  }

  /** Runs one program as a machine's root with the host's files, for what belongs to the machine's users. */
  static async runOnce(identities: Identities, command: readonly string[]): Promise<void> {
    const sandbox = await Sandbox.open(identities);
    try {
      await run('nsenter', [...sandbox.joinAsRoot(), ...command]);
    } finally {
      await sandbox.close();
    }
  }

  async close(): Promise<void> {
    if (this.holder.exitCode !== null || this.holder.signalCode !== null) return;
    const gone = once(this.holder, 'exit');
    this.holder.stdin?.end();
    await gone;
  }

  private join(kinds: readonly ('user' | 'mount' | 'pid' | 'uts' | 'ipc')[]): string[] {
    const files = { user: 'user', mount: 'mnt', pid: 'pid_for_children', uts: 'uts', ipc: 'ipc' };
    return kinds.map((kind) => `--${kind}=/proc/${this.holder.pid}/ns/${files[kind]}`);
  }

  private joinAsRoot(): string[] {
    const who = this.identities.kind === 'one' ? ['--preserve-credentials'] : ['--setuid=0', '--setgid=0'];
    return [...this.join(['user', 'mount', 'pid', 'uts', 'ipc']), ...who];
  }

  private async mapUsers(): Promise<void> {
    const process = String(this.holder.pid);
    const { kind, users, groups } = this.identities;
    if (kind === 'shared-range') {
      await run('newuidmap', [process, ...users.flat().map(String)]);
      await run('newgidmap', [process, ...groups.flat().map(String)]);
      return;
    }
    // The kernel's condition for a map without privilege.
    if (kind === 'one') await writeFile(`/proc/${process}/setgroups`, 'deny');
    const lines = (map: Identities['users']): string => map.map((line) => `${line.join(' ')}\n`).join('');
    await writeFile(`/proc/${process}/uid_map`, lines(users));
    await writeFile(`/proc/${process}/gid_map`, lines(groups));
  }
}

async function failure(holder: ChildProcess): Promise<never> {
  const [code] = await once(holder, 'exit');
  throw new Error(`unshare ended with ${code}`);
}
