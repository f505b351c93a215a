import type { TableSpec } from '../../../contracts/spec/store.ts';
import type { Capability } from '../../../policy/profile.ts';

type TableAction =
  | 'GetItem'
  | 'ConditionCheckItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';

interface TableGrant {
  readonly to: 'table';
  readonly table: TableSpec;
  readonly capability: Capability | undefined;
  readonly actions: readonly TableAction[];
  /** On these indexes; on the table itself where there are none. */
  readonly indexes: readonly string[];
  /** Part of a whole inventory, whose names are stored: such a grant brings no environment. */
  readonly named?: 'by-map';
}

/** Actions on a table, and nothing on its indexes. */
export const table = (spec: TableSpec, ...actions: TableAction[]): TableGrant => ({
  to: 'table',
  table: spec,
  capability: spec.capability,
  actions,
  indexes: [],
});

/** Queries of one index of a table, and nothing of the table itself. */
export const index = (spec: TableSpec, name: string): TableGrant => ({
  to: 'table',
  table: spec,
  capability: spec.capability,
  actions: ['Query'],
  indexes: [name],
});
