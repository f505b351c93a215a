import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Connect } from './connect.ts';
import { callOn } from './schedule.ts';

export const clock: Connect<'clock'> = ({ hour, minute }, called) =>
  callOn(Schedule.cron({ hour: String(hour), minute: String(minute) }), called);
