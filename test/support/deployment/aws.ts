import { constructId } from '../../../lib/stacks/names.ts';
import { functionNamed, runScheduled } from '../../../local/deployment/scheduled-function.ts';
import { adminClient, localRegion } from '../../../local/emulator/account.ts';
import type { AwsAccess, AwsClientSettings } from '../target.ts';
import { outputOf, type SharedDeployment } from './shared.ts';

/** The emulator's AWS with the rights of its administrator. */
export class EmulatedAws implements AwsAccess {
  private readonly deployment: SharedDeployment;

  constructor(deployment: SharedDeployment) {
    this.deployment = deployment;
  }

  get outputs(): AwsAccess['outputs'] {
    return this.deployment.outputs;
  }

  client<Client>(make: new (settings: AwsClientSettings) => Client): Client {
    // Buckets have no host names of their own on the emulator; other clients take no notice.
    return new make({ ...adminClient(this.deployment.emulator, localRegion), ...{ forcePathStyle: true } });
  }

  nameOf(store: string): string {
    return outputOf(this.deployment.outputs, 'data', `${constructId(store)}Store`);
  }

  runScheduled(name: string): Promise<void> {
    return runScheduled(this.deployment.emulator, name);
  }

  functionNamed(name: string): Promise<string> {
    return functionNamed(this.deployment.emulator, name);
  }
}
