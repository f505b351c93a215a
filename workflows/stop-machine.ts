import { step } from './retry.ts';

/** Stops a machine and settles what it ran. The second step fails until EC2 says that it stands still: its retries are the waiting. */
export const stopMachineWorkflow = (steps: string) => ({
  Comment: 'Stop one account’s machine and settle its seconds',
  QueryLanguage: 'JSONata',
  StartAt: 'Stop',
  TimeoutSeconds: 3600,
  States: {
    Stop: step(steps, 'stop', 'Settle'),
    Settle: step(steps, 'settle', undefined),
  },
});
