import { accountCheck } from './account.ts';
import { administratorsCheck } from './administrators.ts';
import { alarmsCheck } from './alarms.ts';
import { apiLogsCheck } from './api-logs.ts';
import { bootstrapCheck } from './bootstrap.ts';
import { budgetCheck } from './budget.ts';
import type { Check } from './check.ts';
import { domainCheck } from './domain.ts';
import { machinesCheck } from './machines.ts';
import { mailCheck, senderCheck } from './mail.ts';
import { modelsCheck, modelsThereCheck } from './models.ts';
import { quotasCheck } from './quotas.ts';
import { regionsCheck } from './regions.ts';
import { retentionCheck } from './retention.ts';
import { stacksCheck } from './stacks.ts';
import { trailCheck } from './trail.ts';
import { zonesCheck } from './zones.ts';

/** All of them, in the order in which somebody would mend what is amiss. */
export const checks: readonly Check[] = [
  accountCheck,
  regionsCheck,
  bootstrapCheck,
  zonesCheck,
  quotasCheck,
  domainCheck,
  mailCheck,
  modelsCheck,
  retentionCheck,
  stacksCheck,
  apiLogsCheck,
  trailCheck,
  alarmsCheck,
  administratorsCheck,
  budgetCheck,
  machinesCheck,
];

/** Those that stop a deployment: it would fail half-way, or keep no promise. */
export const beforeDeploying: readonly Check[] = [
  regionsCheck,
  bootstrapCheck,
  domainCheck,
  senderCheck,
  modelsThereCheck,
];
