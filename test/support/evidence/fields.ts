import * as z from 'zod';
import { routesOf } from '../../../contracts/routes.ts';
import { tablesOf } from '../../../contracts/stores.ts';
import type { ProfileId } from '../../../policy/profile.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { isRecord } from './template.ts';

/** A field that a profile's API takes or gives, or that one of its tables stores: `turns.prompt`, `takeTurn body.model`. */
export interface Field {
  readonly where: string;
  readonly name: string;
}

/** Every field by name that the contracts of a profile know, however deep. */
export function fieldsOf(profile: ProfileId): readonly Field[] {
  const { capabilities } = profiles[profile];
  const stored = tablesOf(capabilities).flatMap((table) =>
    namesIn(table.item).map((name) => ({ where: table.name, name })),
  );
  const routes = [...routesOf(capabilities, 'public'), ...routesOf(capabilities, 'machine')];
  const spoken = routes.flatMap((route) =>
    [route.params, route.query, route.body, route.answer].flatMap((schema) =>
      schema ? namesIn(schema).map((name) => ({ where: route.id, name })) : [],
    ),
  );
  return [...stored, ...spoken];
}

/** The property names in a schema. */
export const namesIn = (schema: z.core.$ZodType): readonly string[] =>
  propertyNames(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

function propertyNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertyNames);
  if (!isRecord(schema)) return [];
  const own = isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
}
