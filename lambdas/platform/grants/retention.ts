/** What the account says to the models' supplier of keeping prompts: reading it, or setting it to nothing. */
export const retention = (act: 'read' | 'set') => ({ to: 'retention', act }) as const;
