import { type AccountStore, openAccounts } from '../accounts/account-store.ts';
import type { Account } from '../accounts/tokens.ts';
import { Problem } from '../platform/http/problem.ts';
import { type MachineStore, openMachines } from './machine-store.ts';

/** From the instance that signed a request to the account that it belongs to. */
export class MachineOwners {
  private readonly machines: Pick<MachineStore, 'userOf'>;
  private readonly accounts: Pick<AccountStore, 'find'>;

  constructor(machines: Pick<MachineStore, 'userOf'>, accounts: Pick<AccountStore, 'find'>) {
    this.machines = machines;
    this.accounts = accounts;
  }

  /** The owner, who must be active: work in the name of a restricted or closing account stops here. */
  async of(instanceId: string | undefined): Promise<Account> {
    const user = instanceId === undefined ? undefined : await this.machines.userOf(instanceId);
    const account = user && (await this.accounts.find(user));
    if (account === undefined) throw new Problem('forbidden', 'This machine belongs to nobody.');
    if (account.state === 'closing') throw new Problem('account_closing');
    if (account.state === 'restricted') throw new Problem('account_restricted');
    return account;
  }
}

export const openOwners = (): MachineOwners => new MachineOwners(openMachines(), openAccounts());
