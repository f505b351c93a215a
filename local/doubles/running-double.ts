import { fork } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, identify } from '../emulator/process-identity.ts';

/** How long a part may take to finish what it is doing. */
const endWithinMs = 60_000;

/** A part of the deployment that runs in a process of its own. */
export interface PartProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a part and waits until it tells its address. The channel to it is its life line: it ends when we close the
 * channel, and also when we are killed, so nothing is left behind. `onSaid` hears what it says after its address.
 */
export async function startPart(
  file: URL,
  options: unknown,
  onSaid: (said: unknown) => void = () => undefined,
): Promise<PartProcess> {
  const child = fork(file, [JSON.stringify(options)]);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  const said: unknown = await Promise.race([
    once(child, 'message').then(([message]) => message),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file.pathname} ended with ${code}.`))),
  ]);
  if (typeof said !== 'string' || !identity) throw new Error(`${file.pathname} did not tell its address.`);
  child.on('message', onSaid);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    const timer = setTimeout(() => void endProcess(identity, 'SIGKILL', endWithinMs), endWithinMs);
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(timer);
  };
  return { url: said, stop };
}

/** The other side: tells the address, and ends the part when the channel closes. Ctrl-C is the launcher's to handle. */
export function servePart(url: string, end: () => Promise<void>): void {
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', () => process.disconnect());
  process.once('disconnect', () => {
    void end().then(() => process.exit(0));
  });
  process.send?.(url);
}

/** What `startPart` was given. */
export const partOptions = (): unknown => JSON.parse(process.argv[2] ?? '{}');
