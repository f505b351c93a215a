import { SFNClient } from '@aws-sdk/client-sfn';
import { streamHandler } from '../platform/stream-keys.ts';
import { carryOn } from './machine-events.ts';
import { openMachines } from './machine-store.ts';

const parts = { machines: openMachines(), workflows: new SFNClient({}) };

export const handler = streamHandler((keys) => carryOn(parts, keys));
