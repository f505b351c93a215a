export const messages = { 'runs.place': 'Runs', 'runs.act': 'Start a run' } as const;
