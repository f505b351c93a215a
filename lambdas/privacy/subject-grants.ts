import type { TableSpec } from '../../contracts/spec/store.ts';
import { type Grant, index, table } from '../platform/function.ts';
import { isAboutPeople, isErasable } from './subject-store.ts';

/** Queries of every table that holds items of people, by whatever finds a person in it. */
export const reading = (tables: readonly TableSpec[]): Grant[] => tables.filter(isAboutPeople).map(bySubject);

function bySubject(spec: TableSpec): Grant {
  const { subject } = spec.privacy;
  return subject.by === 'index' ? index(spec, subject.index) : table(spec, 'Query');
}

/** Deletions from every table of which a person's items must go. */
export const deleting = (tables: readonly TableSpec[]): Grant[] =>
  tables.filter(isErasable).map((spec) => table(spec, 'BatchWriteItem'));
