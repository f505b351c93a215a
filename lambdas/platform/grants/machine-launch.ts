/** Launching machines from their one template, into their own network. */
export const machineLaunch = () => ({ to: 'machine-launch' }) as const;
