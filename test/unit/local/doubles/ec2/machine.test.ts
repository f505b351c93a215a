import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleInside } from '../../../../../local/doubles/ec2/bundle-inside.ts';
import { isolationHere } from '../../../../../local/doubles/ec2/isolation.ts';
import {
  eraseDisk,
  identitiesOf,
  type Machine,
  startSandboxed,
} from '../../../../../local/doubles/ec2/machine.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const isolation = await isolationHere();
const soon = { timeout: 15_000, interval: 50 };
const root = temporaryFolder();
let inside: string;

beforeAll(async () => {
  inside = await bundleInside(root);
});

const unit = (user: string, script: string): string =>
  `cat >/etc/systemd/system/a.service <<'EOF'\n[Service]\nUser=${user}\nStateDirectory=a\nExecStart=node-24 -e ${script}\nEOF\nsystemctl enable --now a.service\n`;

async function start(folder: string, userData: string): Promise<Machine> {
  return startSandboxed({
    instanceId: 'i-test',
    folder,
    userData: `set -eu\n${userData}`,
    environment: { FACT: 'given' },
    identities: await identitiesOf(folder),
    inside,
  });
}
const consoleOf = (folder: string): Promise<string> => readFile(join(folder, 'console.log'), 'utf8');

describe('a machine', () => {
  beforeEach(({ skip }) => skip(isolation.kind !== 'sandbox', isolation.message));

  it('has its own files, users, processes and name, and only its disk outlives it', async () => {
    const folder = join(root, 'i-1');
    const look =
      'hostname; echo "$FACT"; echo mine >>/home/agent/kept; wc -l </home/agent/kept; ls /; id -u; cat /etc/passwd; touch /tmp/lost /etc/lost';
    const first = await start(folder, look);
    await vi.waitFor(async () => expect(await consoleOf(folder)).toContain('user data ended with 0'), soon);
    await first.stop();
    const second = await start(
      folder,
      'echo again >>/home/agent/kept; wc -l </home/agent/kept; ls /tmp/lost /etc/lost || echo gone',
    );
    await vi.waitFor(
      async () => expect((await consoleOf(folder)).match(/user data ended/g)).toHaveLength(2),
      soon,
    );
    await second.stop();
    const [hostname, fact, lines, ...rest] = (await consoleOf(folder)).split('\n');
    expect([hostname, fact, lines]).toEqual(['i-test', 'given', '1']);
    expect(rest).toEqual(expect.arrayContaining(['0', '2', 'gone']));
    expect(rest).not.toContain('work');
    await eraseDisk(folder);
    await expect(readFile(join(folder, 'console.log'))).rejects.toThrow('ENOENT');
  });

  it('starts a service again that ended, and lets it end by itself when the machine stops', async () => {
    const folder = join(root, 'i-2');
    const script = `console.log("up");process.once("SIGTERM",()=>{console.log("bye");process.exit()});setTimeout(()=>process.exit(3),200)`;
    const machine = await start(folder, unit('agent', script));
    await vi.waitFor(async () => expect((await consoleOf(folder)).match(/^up$/gm)).toHaveLength(2), soon);
    await machine.stop();
    expect(await consoleOf(folder)).toMatch(
      /a\.service ended with 3[\s\S]*up\nbye\n|a\.service ended with 3[\s\S]*ended with 3/,
    );
    await eraseDisk(folder);
  });

  it('says when its user data failed, and starts nothing then', async () => {
    const folder = join(root, 'i-3');
    const machine = await start(folder, `${unit('agent', '1')}\nfalse`);
    await vi.waitFor(async () => expect(await consoleOf(folder)).toContain('user data ended with 1'), soon);
    await machine.stop();
    await eraseDisk(folder);
  });
});
