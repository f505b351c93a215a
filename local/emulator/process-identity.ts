import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that we started; `birth` tells it from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly birth: string;
}

/** Which process has this number now; undefined when none has, or it only waits to be reaped. */
export function identify(pid: number): ProcessIdentity | undefined {
  const birth = existsSync('/proc/self/stat') ? birthOnLinux(pid) : birthByPs(pid);
  return birth === undefined ? undefined : { pid, birth };
}

/** Whether that very process still runs. */
export const isRunning = (known: ProcessIdentity): boolean => identify(known.pid)?.birth === known.birth;

/** Ends a process by a signal and waits; false when it still runs after `withinMs`. */
export async function endProcess(
  known: ProcessIdentity,
  signal: NodeJS.Signals,
  withinMs: number,
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  if (!isRunning(known)) return true;
  process.kill(known.pid, signal);
  while (isRunning(known)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

/** The state and the start time in a line of /proc/<pid>/stat; the command before them may hold any character. */
export function parseProcStat(line: string): { state: string; startTicks: string } | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state && startTicks ? { state, startTicks } : undefined;
}

function birthOnLinux(pid: number): string | undefined {
  try {
    const stat = parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat && stat.state !== 'Z' ? stat.startTicks : undefined;
  } catch {
    return undefined;
  }
}

function birthByPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
