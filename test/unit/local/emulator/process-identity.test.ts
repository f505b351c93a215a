import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  endProcess,
  identify,
  isRunning,
  parseProcStat,
} from '../../../../local/emulator/process-identity.ts';

describe('the identity of a process', () => {
  it('is told from a later process with the same number', () => {
    const self = identify(process.pid);
    expect(self && isRunning(self)).toBe(true);
    expect(isRunning({ pid: process.pid, birth: 'another' })).toBe(false);
  });

  it('ends with the process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const identity = identify(child.pid ?? 0);
    if (!identity) throw new Error('the child did not start');
    const gone = once(child, 'exit');
    expect(await endProcess(identity, 'SIGTERM', 10_000)).toBe(true);
    await gone;
    expect(isRunning(identity)).toBe(false);
  });

  it('says when a process does not end in time', async () => {
    const child = spawn(process.execPath, [
      '-e',
      "process.on('SIGTERM', () => {}); console.log(1); setInterval(() => {}, 1000)",
    ]);
    await once(child.stdout, 'data');
    const identity = identify(child.pid ?? 0);
    if (!identity) throw new Error('the child did not start');
    expect(await endProcess(identity, 'SIGTERM', 100)).toBe(false);
    expect(await endProcess(identity, 'SIGKILL', 10_000)).toBe(true);
  });

  it('is read past a command that looks like fields', () => {
    const line = `7 (a) Z 1 (b)) S ${Array.from({ length: 18 }, (_, index) => index).join(' ')} 4242 0`;
    expect(parseProcStat(line)).toEqual({ state: 'S', startTicks: '4242' });
    expect(parseProcStat('broken')).toBeUndefined();
  });
});
