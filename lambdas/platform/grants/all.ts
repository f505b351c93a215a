/** Every kind of grant, by what declares it; how it becomes IAM and environment says the file of the same name in `lib/grants`. */
export { bucket } from './bucket.ts';
export { instances } from './instances.ts';
export { key } from './key.ts';
export { machineLaunch } from './machine-launch.ts';
export { machineQueues } from './machine-queues.ts';
export { models } from './models.ts';
export { retention } from './retention.ts';
export { signIn } from './sign-in.ts';
export { index, table } from './table.ts';
export { userPool } from './user-pool.ts';
export { volumes } from './volumes.ts';
export { workflow } from './workflow.ts';
