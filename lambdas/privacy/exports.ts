import type { Id, UserId } from '../../contracts/ids.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { Problem } from '../platform/http/problem.ts';
import type { Export } from './export-store.ts';

/** A published promise: archives go after 24 hours. */
const EXPORT_SECONDS = periodSeconds(retentionOf(transfer)) ?? 0;
/** An export that takes longer has failed: the workflow gave up. */
const COLLECTING_SECONDS = 3600;

export function newExport(userId: UserId, exportId: Id<'export'>, now: number): Export {
  return {
    userId,
    exportId,
    state: 'collecting',
    requestedAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + EXPORT_SECONDS,
  };
}

/** How often somebody looks for archives whose time is over. */
export const EXPORT_SWEEP_MINUTES = 15;

/** Whether an object of an export has to go now: its time ends before the next look, or nobody waits for it any more. */
export function isOver(found: Export | undefined, writtenAt: number, now: number): boolean {
  if (found === undefined) return now - writtenAt > COLLECTING_SECONDS * 1000;
  return found.expiresAt * 1000 <= now + EXPORT_SWEEP_MINUTES * 60_000;
}

/** An export as the person sees it. */
export function exportView({ userId: _user, ...rest }: Export, now: number): Omit<Export, 'userId'> {
  const tooLong =
    rest.state === 'collecting' && now - Date.parse(rest.requestedAt) > COLLECTING_SECONDS * 1000;
  return tooLong ? { ...rest, state: 'failed' } : rest;
}

/** Throws `conflict` while one is still being collected: a second would only do the same. */
export function checkNoneRunning(all: readonly Export[], wanted: Id<'export'>, now: number): void {
  const running = all.find((one) => one.exportId !== wanted && exportView(one, now).state === 'collecting');
  if (running !== undefined) throw new Problem('conflict', 'An export is being collected already.');
}
