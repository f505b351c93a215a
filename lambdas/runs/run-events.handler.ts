import { SFNClient } from '@aws-sdk/client-sfn';
import { streamHandler } from '../platform/stream-keys.ts';
import { carryOn } from './run-events.ts';
import { openRunStates } from './run-state-store.ts';

const parts = { states: openRunStates(), workflows: new SFNClient({}) };

export const handler = streamHandler((keys) => carryOn(parts, keys));
