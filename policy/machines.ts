import { keysOf } from './keys-of.ts';
import { MICRO_CREDITS_PER_CREDIT } from './models.ts';

/**
 * What EC2 takes for an hour of each type in us-east-1, in USD. Source: https://aws.amazon.com/ec2/pricing/on-demand/,
 * November 2026. The next larger type, m7g.medium, takes 0.0408: more than an hour of ours brings.
 */
export const instanceUsdPerHour = { 't4g.small': 0.0168, 't4g.medium': 0.0336 } as const;

/** What a machine costs and is. One size on offer; siblings stand in when capacity lacks, at the same price. */
export const machine = {
  instanceType: 't4g.small',
  siblings: keysOf(instanceUsdPerHour),
  volumeGiB: 20,
  /** Micro-credits a second while it runs: 4 credits an hour. */
  microCreditsPerSecond: Math.ceil((4 * MICRO_CREDITS_PER_CREDIT) / 3600),
  /** A running machine prepays this much; a schedule renews it two minutes before it ends. */
  holdSeconds: 15 * 60,
  renewBeforeSeconds: 2 * 60,
} as const;
