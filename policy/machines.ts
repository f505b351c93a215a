import { MICRO_CREDITS_PER_CREDIT } from './models.ts';

/** What a machine costs and is. One size on offer; siblings stand in when capacity lacks, at the same price. */
export const machine = {
  instanceType: 't4g.small',
  siblings: ['t4g.small', 't4g.medium', 'm7g.medium'],
  volumeGiB: 20,
  /** Micro-credits a second while it runs: 4 credits an hour. */
  microCreditsPerSecond: Math.ceil((4 * MICRO_CREDITS_PER_CREDIT) / 3600),
  /** A running machine prepays this much; a schedule renews it two minutes before it ends. */
  holdSeconds: 15 * 60,
  renewBeforeSeconds: 2 * 60,
} as const;
