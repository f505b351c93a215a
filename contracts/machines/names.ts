import { type Id, idPrefixes, type UserId } from '../ids.ts';

/** What a launch writes on an instance and its disk. Two stages may share an account and a Region: each looks for its own. */
export const MACHINE_TAG = 'cloister:machine';
export const USER_TAG = 'cloister:user';
export const STAGE_TAG = 'cloister:stage';

/** How the names of a stage's queues begin. */
export const queuesOfStage = (stage: string): string => `cloister-${stage}-`;

/** The same as a pattern, which no other queue of the stage meets: an account's id follows. */
export const queuePattern = (stage: string): string => `${queuesOfStage(stage)}${idPrefixes.account}_*`;

/** 61 characters after the stage; SQS takes 80. The account comes first: by it the queue is found for an erasure. */
export const queueName = (
  prefix: string,
  { userId, machineId }: { readonly userId: UserId; readonly machineId: Id<'machine'> },
): string => `${prefix}${userId}-${machineId}`;
