export type Log = (line: string) => void;

/** Lines with the seconds since the command began, in the form of the launcher's. */
export function progressSince(began: number, write: (text: string) => void): Log {
  return (line) => write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

/** When the command began, as the launcher says, or now. */
export const beganAt = (environment: Readonly<Record<string, string | undefined>>): number =>
  Number(environment['CLOISTER_BEGAN'] ?? Date.now());
