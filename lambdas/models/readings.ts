import type { Reading } from '../platform/reading-store.ts';
import type { AccountSettings } from './bedrock/account-settings.ts';

/** What a look at Bedrock's settings in a Region says: good is mode `none` with invocation logging off, nothing else. */
export function readingOf(region: string, { mode, logsInvocations }: AccountSettings, now: number): Reading {
  const good = mode === 'none' && !logsInvocations;
  const detail = `retention mode ${mode}, invocation logging ${logsInvocations ? 'on' : 'off'}`;
  return { subject: 'retention-mode', of: region, at: new Date(now).toISOString(), good, detail };
}
