/** Called each day, at an hour and minute of UTC. */
export const dailyAt = (hour: number, minute: number) => ({ on: 'clock', hour, minute }) as const;
