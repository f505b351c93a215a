import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Connect } from './connect.ts';
import { callOn } from './schedule.ts';

export const rate: Connect<'rate'> = ({ minutes }, called) =>
  callOn(Schedule.rate(Duration.minutes(minutes)), called);
