export const messages = { 'settings.place': 'Settings' } as const;
