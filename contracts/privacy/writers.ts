/**
 * What a function's writes about a person rest on. `admitted`: once at its start it asks whether the account is open, and
 * lives at most as long as Lambda lets it; an erasure waits that out. `conditional`: it changes only what is there, so what
 * an erasure has deleted stays deleted. `eraser`: it is the erasure, or comes after one.
 */
export type Writing = 'request' | 'machine' | 'step' | 'loop' | 'sign-in' | 'conditional' | 'eraser';

/** Every function that may put or change something in a store that an erasure empties. Docs: `docs/decisions/fence.md`. */
export const writers: Readonly<Record<string, Writing>> = {
  // Their door reads token and account.
  accounts: 'request',
  credits: 'request',
  conversations: 'request',
  turns: 'request',
  credentials: 'request',
  machines: 'request',
  runs: 'request',
  'run-log': 'request',
  privacy: 'request',
  'export-link': 'request',
  leaving: 'request',
  // Their door reads the machine's owner.
  'machine-reports': 'machine',
  'machine-runs': 'machine',
  converse: 'machine',
  // A code of the identity service admits; the service knows the person no more once the erasure has begun.
  'sign-in': 'sign-in',
  // They read the account, or what an erasure waits for: the machine.
  'export-identity': 'step',
  'export-archive': 'step',
  'machine-steps': 'step',
  'restore-account': 'step',
  // It reads each account before it adds to its trail, on condition of what it read.
  'shut-out': 'loop',
  // Loops and streams: each of their updates is on condition of the state that was read.
  'sweep-holds': 'conditional',
  'machine-events': 'conditional',
  'renew-holds': 'conditional',
  'reap-machines': 'conditional',
  'run-steps': 'conditional',
  'sweep-runs': 'conditional',
  'erase-account': 'eraser',
};

/** Whether an erasure waits until a function with such writes has ended. */
export const isWaitedOut = (writing: Writing | undefined): boolean =>
  writing !== undefined && writing !== 'conditional' && writing !== 'eraser';
