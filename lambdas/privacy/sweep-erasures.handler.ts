import { SFNClient } from '@aws-sdk/client-sfn';
import { openErasures } from './erasure-store.ts';
import { sweepErasures } from './sweep-erasures.ts';

const parts = { erasures: openErasures(), workflows: new SFNClient({}) };

export const handler = async (): Promise<void> => sweepErasures(parts);
