import { setTimeout as pause } from 'node:timers/promises';

/** Two writes to one account at a time: one waits 20, 40, 80 … ms at most, 3 s in all, before it gives up. */
const ATTEMPTS = 9;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** A write that met other writes to the same account for too long. Nothing happened; a retry is safe. */
export class AccountBusy extends Error {
  constructor(cause: unknown) {
    super('too many writes to one account at once', { cause });
    this.name = 'AccountBusy';
  }
}

/** Waits before the next attempt, with full jitter: writers that met once do not meet again in step. */
export async function waitForTurn(attempt: number, cause: unknown): Promise<void> {
  if (attempt >= ATTEMPTS) throw new AccountBusy(cause);
  await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
}
