/** Called again and again, so many minutes apart. */
export const everyMinutes = (minutes: number) => ({ on: 'rate', minutes }) as const;
