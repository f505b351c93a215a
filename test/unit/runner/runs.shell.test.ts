import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Excerpt, runCommand } from '../../../runner/shell.ts';
import { serveShell } from '../../../runner/shell-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let socket: string;
let server: Server;
beforeAll(async () => {
  socket = join(folder, 'shell.sock');
  server = await serveShell(socket);
});
afterAll(async () => {
  server.close();
});

async function run(script: string, seconds = 10, signal = new AbortController().signal) {
  const output = new Excerpt(10_000_000);
  const end = await runCommand(socket, { script, seconds }, (text) => output.add(text), signal);
  return { ...end, output: output.text };
}
const isRunning = (what: string): boolean =>
  execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n').includes(what);

it('gives output of both kinds and the exit code', async () => {
  expect(await run('echo ä; echo b >&2; exit 7')).toEqual({
    end: 'exit',
    code: 7,
    output: expect.stringMatching(/^(ä\nb|b\nä)\n$/),
  });
});

it('gives commands none of the service’s environment, and no input', async () => {
  const { output } = await run('env; cat');
  expect(output).toContain('TERM=dumb');
  expect(output).not.toMatch(/VITEST|AWS_/);
});

it('ends a command after its time, with all in its process group', async () => {
  expect(await run('sleep 3111 & sleep 3112', 1)).toMatchObject({ end: 'time', code: null });
  await vi.waitFor(() => expect([isRunning('sleep 3111'), isRunning('sleep 3112')]).toEqual([false, false]));
});

it('does not wait for what a command left in the background', async () => {
  expect(await run('sleep 3113 & echo started')).toMatchObject({ end: 'exit', code: 0, output: 'started\n' });
  await vi.waitFor(() => expect(isRunning('sleep 3113')).toBe(false));
  const begun = Date.now();
  expect(await run('setsid sleep 4 & echo started')).toMatchObject({ end: 'exit', code: 0 });
  expect(Date.now() - begun).toBeLessThan(3000);
});

it('ends a command whose runner goes away', async () => {
  const abort = new AbortController();
  const ended = run('sleep 3114', 60, abort.signal);
  await vi.waitFor(() => expect(isRunning('sleep 3114')).toBe(true));
  abort.abort('stop');
  await expect(ended).rejects.toBe('stop');
  await vi.waitFor(() => expect(isRunning('sleep 3114')).toBe(false));
});

it('drops output past a million characters and still tells the end', async () => {
  const { output, code } = await run('yes 0123456789 | head -c 3000000; exit 5');
  expect([output.length, code]).toEqual([1_000_000, 5]);
});

it('says that the shell is gone when nobody listens', async () => {
  const nobody = runCommand(
    join(folder, 'none.sock'),
    { script: 'ls', seconds: 1 },
    () => undefined,
    new AbortController().signal,
  );
  expect(await nobody).toEqual({ end: 'lost', code: null });
});

it('lets only its group in', async () => {
  expect((await stat(socket)).mode & 0o777).toBe(0o660);
});

it('keeps the ends of a long text', () => {
  const excerpt = new Excerpt(10);
  for (const part of ['abc', 'defgh', 'ijklmnop', 'q']) excerpt.add(part);
  expect(excerpt.text).toBe('abcde\n[… 7 characters left out …]\nmnopq');
});
