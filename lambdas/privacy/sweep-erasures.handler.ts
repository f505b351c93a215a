import { SFNClient } from '@aws-sdk/client-sfn';
import { whole } from '../platform/invocation.ts';
import { openErasures } from './erasure-store.ts';
import { sweepErasures } from './sweep-erasures.ts';

const parts = { erasures: openErasures(), workflows: new SFNClient({}) };

export const handler = whole(async (): Promise<void> => sweepErasures(parts));
