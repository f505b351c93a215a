import type { StackOutputs } from '../../../local/deployment/outputs.ts';
import type { ProfileId } from '../../../policy/profile.ts';

/** Where the deployment that the tests share can be reached. */
export interface SharedDeployment {
  readonly profile: ProfileId;
  readonly folder: string;
  readonly origin: string;
  readonly emulator: string;
  readonly models: string;
  readonly outputs: StackOutputs;
}

declare module 'vitest' {
  interface ProvidedContext {
    deployment: SharedDeployment;
  }
}

/** One output of the deployed stacks. */
export function outputOf(outputs: StackOutputs, stack: string, name: string): string {
  const found = outputs[`cloister-local-${stack}`]?.[name];
  if (found === undefined) throw new Error(`The stack ${stack} has no output ${name}.`);
  return found;
}
