import type * as z from 'zod/mini';

/**
 * Refuses what takes more bytes than this as JSON in UTF-8, as it is sealed: an item of DynamoDB holds 400 KB, so a
 * count of characters alone, of one to six bytes each, is no limit.
 */
export const noLargerThan =
  (maximum: number): z.core.CheckFn<string | readonly unknown[]> =>
  ({ value, issues }) => {
    if (new TextEncoder().encode(JSON.stringify(value)).length <= maximum) return;
    const origin = typeof value === 'string' ? 'string' : 'array';
    issues.push({ code: 'too_big', origin, maximum, input: value });
  };
