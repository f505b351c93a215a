export const messages = { 'privacy.place': 'Privacy' } as const;
