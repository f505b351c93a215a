import type { TableSpec } from '../../../../contracts/spec/store.ts';
import type { Canary } from '../../canary/canary.ts';
import type { Person, Target } from '../../target.ts';

export type Furnished = Pick<Target, 'api' | 'aws' | 'profile'>;

/** What somebody has in the stores, each text a canary. */
export interface Belongings {
  readonly title: Canary;
  readonly texts: readonly Canary[];
  /** Known to the vault alone: no export and no log may have it. */
  readonly secret: Canary;
}

/** What a module has of somebody who uses it. */
export interface Furnishing {
  /** Puts something into each of its tables that are about an account, but what stays in the end. */
  readonly furnish: (target: Furnished, person: Person) => Promise<Partial<Belongings>>;
  /** A table that only something of minutes fills, or the end of an account; it is furnished for those who stay. */
  readonly inTheEnd?: {
    readonly table: TableSpec;
    readonly plant: (target: Furnished, person: Person) => Promise<void>;
  };
}

/** Makes something by the API. */
export async function make(target: Furnished, person: Person, path: string, body: object): Promise<void> {
  const made = await target.api(`POST ${path}`, { as: person, body });
  if (made.status !== 201) throw new Error(`${path} was answered ${made.status}.`);
}
