import { keysOf } from './keys-of.ts';

/** The plans of an account and what each keeps. Everyone is on the first until subscriptions exist (C88). */
export const plans = {
  free: { label: 'Free', runLogDays: 7 },
  starter: { label: 'Starter', runLogDays: 30 },
  team: { label: 'Team', runLogDays: 60 },
  business: { label: 'Business', runLogDays: 90 },
} as const;

export type PlanId = keyof typeof plans;
export const planIds = keysOf(plans);
export const firstPlan: PlanId = 'free';
export const runLogDays: readonly number[] = Object.values(plans).map((plan) => plan.runLogDays);
