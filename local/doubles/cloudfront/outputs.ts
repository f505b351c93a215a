import type { SiteConfig } from '../../../contracts/site/edge.ts';
import type { StackOutputs } from '../../deployment/outputs.ts';

/** What the edge needs to know of a deployment. */
export interface EdgeOutputs {
  /** Where in the emulator the public API is. */
  readonly publicApi: string;
  /** Where the machines' API is; absent where the profile has no machines. */
  readonly machineApi: string | undefined;
  /** ARNs of streaming functions by route id. */
  readonly functions: ReadonlyMap<string, string>;
  readonly site: Partial<SiteConfig>;
}

const marker = /^Stream(\w+)$/;

export function readOutputs(outputs: StackOutputs): EdgeOutputs {
  const all = Object.values(outputs).flatMap((ofStack) => Object.entries(ofStack));
  const named = new Map(all);
  const apiId = named.get('ApiId');
  if (apiId === undefined) throw new Error('The deployment has no public API.');
  const machineApiId = named.get('MachineApiId');
  const functions = all.flatMap(([name, value]) => {
    const route = marker.exec(name)?.[1];
    return route === undefined ? [] : [[route, value] as const];
  });
  return {
    publicApi: addressOf(apiId),
    machineApi: machineApiId === undefined ? undefined : addressOf(machineApiId),
    functions: new Map(functions),
    site: JSON.parse(named.get('SiteConfig') ?? '{}'),
  };
}

/** A stage of a REST API in the emulator, by path: names below `localhost` do not resolve everywhere. */
const addressOf = (apiId: string): string => `/restapis/${apiId}/live/_user_request_`;
