import { platform } from 'node:os';
import { identitiesFor } from './identities.ts';
import { Sandbox } from './sandbox.ts';

/** How far machines are kept apart from this computer, with a sentence that says so. */
export interface Isolation {
  readonly kind: 'sandbox' | 'open' | 'none';
  readonly message: string;
}

const shared =
  'They share this computer’s network, its local services among it, and its processors and memory without limits.';
const open = 'CLOISTER_VM_SANDBOX=off: commands of agents run on this computer as you.';
const howToGoOn =
  'Machines will not start. With CLOISTER_VM_SANDBOX=off they start without a sandbox: commands of agents then run as you.';

/** Looks what this system can do, by doing it once. */
export async function isolationHere(setting = process.env['CLOISTER_VM_SANDBOX']): Promise<Isolation> {
  if (setting === 'off') return { kind: 'open', message: open };
  if (platform() !== 'linux')
    return { kind: 'none', message: `Machines need Linux for their sandbox. ${howToGoOn}` };
  const identities = identitiesFor(0);
  try {
    await Sandbox.runOnce(identities, ['mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  } catch {
    return {
      kind: 'none',
      message: `This system does not allow user namespaces to you, which the sandbox of machines needs. ${howToGoOn}`,
    };
  }
  const users =
    identities.kind === 'one'
      ? 'In a machine, agent and runner are one user, since this system sets no user numbers aside for you (package uidmap). '
      : '';
  return {
    kind: 'sandbox',
    message: `Machines run in a sandbox with their own files, users and processes. ${users}${shared}`,
  };
}
