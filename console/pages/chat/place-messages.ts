export const messages = { 'chat.place': 'Chat', 'chat.act': 'New chat' } as const;
