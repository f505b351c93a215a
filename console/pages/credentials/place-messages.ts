export const messages = { 'credentials.place': 'Credentials' } as const;
