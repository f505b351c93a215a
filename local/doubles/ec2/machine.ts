import { once } from 'node:events';
import { chmod, cp, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Identities, identitiesFor, outsideOf, runnerNumber, slotOf } from './identities.ts';
import { Sandbox } from './sandbox.ts';

export interface MachineOptions {
  readonly instanceId: string;
  /** Everything of this machine lies in here. */
  readonly folder: string;
  readonly userData: string;
  /** Environment of its services, as systemd's `DefaultEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Machine {
  stop(): Promise<void>;
}

const tools = new URL('inside/bin', import.meta.url).pathname;
const path = '/opt/ec2-double/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A little more than the services inside have. */
const shutdownMs = 20_000;

/** Who a machine's users are on this computer; a machine that has a disk keeps them. */
export async function identitiesOf(folder: string): Promise<Identities> {
  const own = await ownerOf(join(folder, 'disk', 'home'));
  if (own !== undefined) return identitiesFor(slotOf(own));
  const beside = join(folder, '..');
  const names = await readdir(beside).catch(() => []);
  const owners = await Promise.all(names.map((name) => ownerOf(join(beside, name, 'disk', 'home'))));
  return identitiesFor(1 + Math.max(0, ...owners.map((owner) => slotOf(owner ?? 0))));
}

/** Numbers on this computer of those who may read the machine's metadata: its root and its runner. */
export const metadataReaders = (identities: Identities): ReadonlySet<number> | undefined =>
  identities.kind === 'one'
    ? undefined
    : new Set([0, runnerNumber].map((inside) => outsideOf(identities, inside)));

/** Starts a machine in a sandbox: its user data, and what that enables. */
export async function startSandboxed(
  options: MachineOptions & { identities: Identities; inside: string },
): Promise<Machine> {
  const { instanceId, folder, identities } = options;
  const toolbox = await packTools(options);
  const sandbox = await Sandbox.open(identities);
  try {
    const view = join(folder, 'view');
    await mkdir(view, { recursive: true });
    await sandbox.enterView({
      mountPoint: view,
      disk: join(folder, 'disk'),
      tools: toolbox,
      hostname: instanceId,
    });
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  const output = await open(join(folder, 'console.log'), 'a');
  const environment = { PATH: path, HOME: '/root', LANG: 'C.UTF-8', ...options.environment };
  const boot = sandbox.spawn(['node-24', '/opt/ec2-double/inside.mjs', 'boot'], environment, output.fd);
  await output.close();
  const ended = once(boot, 'exit');
  return {
    async stop() {
      boot.stdin?.end();
      await Promise.race([ended, pause(shutdownMs, undefined, { ref: false })]);
      await sandbox.close();
    },
  };
}

/** Deletes a machine's disk, whose files can belong to users that only exist inside. */
export async function eraseDisk(folder: string): Promise<void> {
  const disk = join(folder, 'disk');
  const identities = await identitiesOf(folder);
  if (identities.kind === 'shared-range' && (await ownerOf(disk)) !== undefined)
    await Sandbox.runOnce(identities, ['rm', '-rf', disk]);
  await rm(folder, { recursive: true, force: true });
}

async function packTools({ folder, userData, inside }: MachineOptions & { inside: string }): Promise<string> {
  const toolbox = join(folder, 'tools');
  await mkdir(toolbox, { recursive: true });
  await mkdir(join(folder, 'disk'), { recursive: true });
  await cp(tools, join(toolbox, 'bin'), { recursive: true });
  await cp(inside, join(toolbox, 'inside.mjs'));
  await writeFile(join(toolbox, 'user-data'), userData);
  await chmod(toolbox, 0o755);
  return toolbox;
}

const ownerOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ uid }) => uid,
    () => undefined,
  );
