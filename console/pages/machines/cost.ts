const HOUR_MS = 60 * 60 * 1000;

/** The cost now: what the server counted, and what has run on since it said so. */
export function costNow(
  machine: { readonly state: string; readonly costSoFar: number; readonly perHour: number },
  readAt: number,
  now: number,
): number {
  if (machine.state !== 'ready') return machine.costSoFar;
  return machine.costSoFar + (machine.perHour * Math.max(now - readAt, 0)) / HOUR_MS;
}
