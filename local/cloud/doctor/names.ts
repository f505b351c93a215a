import { unlessFault } from './finding.ts';

/** The records of a name, none where it has none of the kind: DNS tells that by a fault. */
export const recordsOf = async <T>(asking: Promise<readonly T[]>): Promise<readonly T[]> =>
  (await unlessFault(asking.catch(named), 'ENOTFOUND', 'ENODATA')) ?? [];

/** Faults of Node's resolver are told apart by their code, not by their name. */
function named(error: unknown): never {
  if (error instanceof Error && 'code' in error) error.name = String(error.code);
  throw error;
}
