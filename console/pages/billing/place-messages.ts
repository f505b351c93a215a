export const messages = { 'credits.place': 'Credits' } as const;
