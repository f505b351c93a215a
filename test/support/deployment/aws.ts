import { constructId } from '../../../lib/stacks/names.ts';
import { functionNamed, runScheduled } from '../../../local/deployment/scheduled-function.ts';
import { adminClient, localRegion } from '../../../local/emulator/account.ts';
import type { AwsAccess, AwsClientSettings } from '../target.ts';
import type { SharedDeployment } from './shared.ts';

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
    const exported = new RegExp(`^ExportsOutputFnGetAtt${constructId(store)}(Table|Bucket)[0-9A-F]{8}Arn`);
    const outputs = Object.entries(this.deployment.outputs['cloister-local-data'] ?? {});
    const arn = outputs.find(([name]) => exported.test(name))?.[1];
    if (arn === undefined) throw new Error(`the store ${store} is not deployed`);
    return arn.replace(/^.*[/:]/, '');
  }

  runScheduled(name: string): Promise<void> {
    return runScheduled(this.deployment.emulator, name);
  }

  functionNamed(name: string): Promise<string> {
    return functionNamed(this.deployment.emulator, name);
  }
}
