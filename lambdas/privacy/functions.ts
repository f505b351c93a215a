import type { FunctionSpec } from '../platform/function.ts';
import { eraseAccountFunction } from './erase-account.function.ts';
import { exportArchiveFunction } from './export-archive.function.ts';
import { exportIdentityFunction } from './export-identity.function.ts';
import { exportLinkFunction } from './export-link.function.ts';
import { leavingFunction } from './leaving.function.ts';
import { nameStoresFunction } from './name-stores.function.ts';
import { policiesFunction } from './policies.function.ts';
import { privacyFunction } from './privacy.function.ts';
import { publishPolicyFunction } from './publish-policy.function.ts';
import { replayTombstonesFunction } from './replay-tombstones.function.ts';
import { restoreAccountFunction } from './restore-account.function.ts';
import { sweepErasuresFunction } from './sweep-erasures.function.ts';
import { sweepExportsFunction } from './sweep-exports.function.ts';

export const privacyFunctions: readonly FunctionSpec[] = [
  privacyFunction,
  exportIdentityFunction,
  exportArchiveFunction,
  exportLinkFunction,
  leavingFunction,
  eraseAccountFunction,
  restoreAccountFunction,
  replayTombstonesFunction,
  sweepErasuresFunction,
  sweepExportsFunction,
  policiesFunction,
  publishPolicyFunction,
  nameStoresFunction,
];
