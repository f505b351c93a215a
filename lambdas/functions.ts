import type { Capability } from '../policy/profile.ts';
import { accountsFunction } from './accounts/accounts.function.ts';
import { signInFunction } from './accounts/sign-in.function.ts';
import { sweepNewcomersFunction } from './accounts/sweep-newcomers.function.ts';
import { creditsFunction } from './billing/credits.function.ts';
import { sweepHoldsFunction } from './billing/sweep-holds.function.ts';
import { conversationsFunction } from './chat/conversations.function.ts';
import { turnsFunction } from './chat/turns.function.ts';
import { credentialsFunction } from './credentials/credentials.function.ts';
import { machineEventsFunction } from './machines/machine-events.function.ts';
import { machineReportsFunction } from './machines/machine-reports.function.ts';
import { machineStepsFunction } from './machines/machine-steps.function.ts';
import { machinesFunction } from './machines/machines.function.ts';
import { reapMachinesFunction } from './machines/reap-machines.function.ts';
import { renewHoldsFunction } from './machines/renew-holds.function.ts';
import { catalogueFunction } from './models/catalogue.function.ts';
import { retentionGuardFunction } from './models/retention-guard.function.ts';
import { setRetentionModeFunction } from './models/set-retention-mode.function.ts';
import type { FunctionSpec } from './platform/function.ts';
import { eraseAccountFunction } from './privacy/erase-account.function.ts';
import { exportArchiveFunction } from './privacy/export-archive.function.ts';
import { exportIdentityFunction } from './privacy/export-identity.function.ts';
import { exportLinkFunction } from './privacy/export-link.function.ts';
import { leavingFunction } from './privacy/leaving.function.ts';
import { nameStoresFunction } from './privacy/name-stores.function.ts';
import { policiesFunction } from './privacy/policies.function.ts';
import { privacyFunction } from './privacy/privacy.function.ts';
import { publishPolicyFunction } from './privacy/publish-policy.function.ts';
import { replayTombstonesFunction } from './privacy/replay-tombstones.function.ts';
import { restoreAccountFunction } from './privacy/restore-account.function.ts';
import { sweepErasuresFunction } from './privacy/sweep-erasures.function.ts';
import { purgeFunction } from './retention/purge.function.ts';
import { converseFunction } from './runs/converse.function.ts';
import { machineRunsFunction } from './runs/machine-runs.function.ts';
import { runEventsFunction } from './runs/run-events.function.ts';
import { runLogFunction } from './runs/run-log.function.ts';
import { runStepsFunction } from './runs/run-steps.function.ts';
import { runsFunction } from './runs/runs.function.ts';
import { sweepRunsFunction } from './runs/sweep-runs.function.ts';
import { publishSiteFunction } from './site/publish-site.function.ts';

/** Every function of the platform. Stacks, templates, the route matrix and the least-privilege tests iterate over it. */
export const functions: readonly FunctionSpec[] = [
  signInFunction,
  accountsFunction,
  sweepNewcomersFunction,
  creditsFunction,
  sweepHoldsFunction,
  catalogueFunction,
  conversationsFunction,
  turnsFunction,
  retentionGuardFunction,
  setRetentionModeFunction,
  credentialsFunction,
  machinesFunction,
  machineStepsFunction,
  machineEventsFunction,
  machineReportsFunction,
  renewHoldsFunction,
  reapMachinesFunction,
  runsFunction,
  runLogFunction,
  machineRunsFunction,
  converseFunction,
  runStepsFunction,
  runEventsFunction,
  sweepRunsFunction,
  privacyFunction,
  exportIdentityFunction,
  exportArchiveFunction,
  exportLinkFunction,
  leavingFunction,
  eraseAccountFunction,
  restoreAccountFunction,
  replayTombstonesFunction,
  sweepErasuresFunction,
  policiesFunction,
  publishPolicyFunction,
  nameStoresFunction,
  purgeFunction,
  publishSiteFunction,
];

/** The functions of a profile with these capabilities. */
export const functionsOf = (capabilities: readonly Capability[]): readonly FunctionSpec[] =>
  functions.filter((spec) => spec.capability === undefined || capabilities.includes(spec.capability));
