import { bucket } from './bucket.ts';
import { instances } from './instances.ts';
import { key } from './key.ts';
import { machineLaunch } from './machine-launch.ts';
import { machineQueues } from './machine-queues.ts';
import { models } from './models.ts';
import type { Grants, Permit, Permitted, Reach } from './permit.ts';
import { retention } from './retention.ts';
import { signIn } from './sign-in.ts';
import { table } from './table.ts';
import { userPool } from './user-pool.ts';
import { volumes } from './volumes.ts';
import { workflow } from './workflow.ts';

/** Every kind of grant; one that is declared and missing here does not compile. */
const kinds: { readonly [Kind in keyof Grants]: Permit<Kind> } = {
  table,
  bucket,
  key,
  models,
  retention,
  workflow,
  'user-pool': userPool,
  'sign-in': signIn,
  instances,
  volumes,
  'machine-launch': machineLaunch,
  'machine-queues': machineQueues,
};

/** A grant whose kind the compiler can follow into the record. */
type Kinded<Kind extends keyof Grants> = { [One in Kind]: { readonly to: One } & Grants[One] }[Kind];

/** Turns one grant into its statements and its environment. */
export const permit = <Kind extends keyof Grants>(grant: Kinded<Kind>, reach: Reach): Permitted =>
  kinds[grant.to](grant, reach);
