const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_DAYS = 7;

export type DayGroup = 'today' | 'yesterday' | 'week' | 'earlier';

/** Groups what was used by how long ago that is, on the reader's calendar; groups without anything are left out. */
export function groupByDay<Chat extends { readonly updatedAt: string }>(
  chats: readonly Chat[],
  now = new Date(),
): { group: DayGroup; chats: readonly Chat[] }[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const groupOf = ({ updatedAt }: Chat): DayGroup => {
    const daysAgo = Math.ceil((midnight - Date.parse(updatedAt)) / DAY_MS);
    if (daysAgo <= 0) return 'today';
    if (daysAgo === 1) return 'yesterday';
    return daysAgo <= WEEK_DAYS ? 'week' : 'earlier';
  };
  const groups = Map.groupBy(chats, groupOf);
  return (['today', 'yesterday', 'week', 'earlier'] as const).flatMap((group) => {
    const inGroup = groups.get(group);
    return inGroup ? [{ group, chats: inGroup }] : [];
  });
}
