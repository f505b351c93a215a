export const messages = { 'machine.place': 'Machine' } as const;
