import { Fn } from 'aws-cdk-lib';
import type { Deployment } from '../config/deployment.ts';

/** Three zones: the operator's, else by their number. A template for any account cannot name them, and the CDK would take two. */
export const zonesOf = ({ settings }: Deployment): string[] =>
  settings.zones === undefined ? [0, 1, 2].map((zone) => Fn.select(zone, Fn.getAzs())) : [...settings.zones];
