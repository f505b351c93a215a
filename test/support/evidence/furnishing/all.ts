import type { TableSpec } from '../../../../contracts/spec/store.ts';
import { tablesOf } from '../../../../contracts/stores.ts';
import type { ModuleId } from '../../../../policy/modules.ts';
import { profiles } from '../../../../policy/profiles/all.ts';
import { plant } from '../../canary/canary.ts';
import type { Person, Target } from '../../target.ts';
import { itemsOf } from '../storage.ts';
import { accountsFurnishing } from './accounts.ts';
import { chatFurnishing } from './chat.ts';
import { credentialsFurnishing } from './credentials.ts';
import type { Belongings, Furnished, Furnishing } from './furnishing.ts';
import { machinesFurnishing } from './machines.ts';
import { privacyFurnishing } from './privacy.ts';
import { runsFurnishing } from './runs.ts';

/** What comes with an account by itself, or has nothing to do with one. */
const byItself: Furnishing = { furnish: async () => ({}) };

/** Every module says what somebody has in its tables; one that stays empty proves nothing. */
const furnishings: Readonly<Record<ModuleId, Furnishing>> = {
  platform: byItself,
  accounts: accountsFurnishing,
  billing: byItself,
  chat: chatFurnishing,
  credentials: credentialsFurnishing,
  machines: machinesFurnishing,
  models: byItself,
  privacy: privacyFurnishing,
  retention: byItself,
  runs: runsFurnishing,
  site: byItself,
};

const capabilities = new Set<string>(Object.values(profiles).flatMap((profile) => profile.capabilities));
const furnishingsOf = ({ profile }: Pick<Target, 'profile'>): readonly Furnishing[] => {
  const here = new Set<string>(profiles[profile].capabilities);
  return Object.entries(furnishings).flatMap(([module, furnishing]) =>
    capabilities.has(module) && !here.has(module) ? [] : [furnishing],
  );
};

/** The tables of a profile whose items are found by account. */
export const tablesAbout = (target: Pick<Target, 'profile'>): readonly TableSpec[] =>
  tablesOf(profiles[target.profile].capabilities).filter(({ privacy }) =>
    ['user', 'index'].includes(privacy.subject.by),
  );

/** Whether `furnish` puts something into a table. */
export const isFurnished = (spec: TableSpec): boolean =>
  !Object.values(furnishings).some(({ inTheEnd }) => inTheEnd?.table === spec);

/** Gives a person something in every other table of the profile. */
export async function furnish(target: Furnished, person: Person): Promise<Belongings> {
  const given: Partial<Belongings>[] = [];
  for (const one of furnishingsOf(target)) given.push(await one.furnish(target, person));
  return {
    title: given.find(({ title }) => title)?.title ?? plant('a title'),
    secret: given.find(({ secret }) => secret)?.secret ?? plant('a credential'),
    texts: given.flatMap(({ texts = [] }) => texts),
  };
}

/** The rest too, for whoever stays: what a machine and an erasure that were leave behind. */
export async function furnishAll(target: Furnished, person: Person): Promise<Belongings> {
  for (const { inTheEnd } of furnishingsOf(target)) await inTheEnd?.plant(target, person);
  return furnish(target, person);
}

/** How many items of a person lie in each table. */
export const holdingsOf = async (
  target: Pick<Target, 'aws' | 'profile'>,
  { userId }: Person,
): Promise<ReadonlyMap<TableSpec, number>> =>
  new Map(
    await Promise.all(
      tablesAbout(target).map(async (spec) => [spec, (await itemsOf(target, spec, userId)).length] as const),
    ),
  );
