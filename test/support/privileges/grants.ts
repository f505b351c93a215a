import type { EmulatedAws } from '../deployment/aws.ts';
import { FunctionRole, type Granted } from './function-role.ts';
import { ResourceNames } from './resource-names.ts';

/** One action on one resource that a deployed function is granted. */
export interface FunctionGrant {
  /** The function's name in its spec. */
  readonly fn: string;
  readonly role: FunctionRole;
  readonly granted: Granted;
  /** As people read it: `dynamodb:GetItem TokensTable`. */
  readonly name: string;
}

/** What these functions are granted, as IAM has it, each grant once. */
export async function readGrants(
  aws: EmulatedAws,
  functions: readonly string[],
): Promise<readonly FunctionGrant[]> {
  const names = await ResourceNames.read(aws);
  const all: FunctionGrant[] = [];
  for (const fn of functions) {
    const role = await FunctionRole.of(aws, fn);
    for (const granted of role.granted)
      all.push({ fn, role, granted, name: `${granted.action} ${names.of(granted.resource)}` });
  }
  return all;
}
