import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const FOLDER = join('docs', 'guides');

const statement = z.looseObject({
  Sid: z.string(),
  Action: z.array(z.string()),
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const policy = z.looseObject({ Statement: z.array(statement) });

/** One file of the guide: what is attached must say the same. */
export interface ControlPolicy {
  readonly file: string;
  readonly content: unknown;
  readonly sids: readonly string[];
}

/** The service control policies as the guide sends them, by file. */
export function shippedPolicies(folder = FOLDER): readonly ControlPolicy[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /service-control-polic.*\.json$/.test(file))
    .sort()
    .map((file) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return { file, content, sids: policy.parse(content).Statement.map(({ Sid }) => Sid) };
    });
}

/** What they deny to everybody and always: what a simulation needs no circumstances for. */
export const alwaysDenied = (policies: readonly ControlPolicy[]): readonly string[] => [
  ...new Set(
    policies
      .flatMap(({ content }) => policy.parse(content).Statement)
      .filter(({ Resource, Condition }) => Resource === '*' && Condition === undefined)
      .flatMap(({ Action }) => Action)
      .filter((action) => !action.includes('*')),
  ),
];

/** The statements of a policy that somebody attached; none where it is not one. */
export function sidsIn(content: unknown): readonly string[] {
  const parsed = policy.safeParse(content);
  return parsed.success ? parsed.data.Statement.map(({ Sid }) => Sid) : [];
}
