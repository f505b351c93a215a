import * as z from 'zod';

const outputSchema = z.looseObject({
  Value: z.unknown(),
  Export: z.object({ Name: z.unknown() }).optional(),
});
const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
      }),
    )
    .default({}),
  Outputs: z.record(z.string(), outputSchema).default({}),
});

/** The name of a stack and the text of its template. */
export interface StackTemplate {
  readonly stack: string;
  readonly text: string;
}

/** A resource with its references written out as `<stack/LogicalId.Attribute>`, across stacks too. */
export interface Reading {
  readonly stack: string;
  readonly id: string;
  /** The path of its construct where the template tells it. */
  readonly path: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Exports = ReadonlyMap<string, { readonly stack: string; readonly value: unknown }>;

export function readStacks(stacks: readonly StackTemplate[]): readonly Reading[] {
  const parsed = stacks.map(({ stack, text }) => ({ stack, ...templateSchema.parse(JSON.parse(text)) }));
  const exports: Exports = new Map(
    parsed.flatMap(({ stack, Outputs }) =>
      Object.values(Outputs).flatMap((output) =>
        output.Export ? [[String(output.Export.Name), { stack, value: output.Value }] as const] : [],
      ),
    ),
  );
  return parsed.flatMap(({ stack, Resources }) =>
    Object.entries(Resources).map(([id, { Type, Properties, Metadata }]) => ({
      stack,
      id,
      path: Metadata?.['aws:cdk:path'] ?? `${stack}/${id}`,
      type: Type,
      properties: fields(readValue(Properties, stack, exports)),
    })),
  );
}

/** How others refer to a resource: `<stack/LogicalId` begins every reference to it. */
export const referenceTo = ({ stack, id }: Reading): string => `<${stack}/${id}`;

/** Whether a written-out value leads to the resource. */
export function leadsTo(value: unknown, target: Reading): boolean {
  const text = JSON.stringify(value) ?? '';
  return text.includes(`${referenceTo(target)}>`) || text.includes(`${referenceTo(target)}.`);
}

/** The object, or none of its fields. */
export const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

/** The list, or the one thing as a list; nothing where there is nothing. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function readValue(value: unknown, stack: string, exports: Exports): unknown {
  if (Array.isArray(value)) return value.map((inner) => readValue(inner, stack, exports));
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...more] = Object.entries(value);
  const intrinsic = only && more.length === 0 ? readIntrinsic(only[0], only[1], stack, exports) : undefined;
  if (intrinsic !== undefined) return intrinsic;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, readValue(inner, stack, exports)]),
  );
}

function readIntrinsic(name: string, argument: unknown, stack: string, exports: Exports): string | undefined {
  const read = (inner: unknown) => String(readValue(inner, stack, exports));
  const parts = listOf(argument);
  switch (name) {
    case 'Ref':
      return String(argument).startsWith('AWS::')
        ? `<${String(argument)}>`
        : `<${stack}/${String(argument)}>`;
    case 'Fn::GetAtt':
      return `<${stack}/${parts.map(String).join('.')}>`;
    case 'Fn::Join':
      return listOf(parts[1]).map(read).join(String(parts[0]));
    case 'Fn::ImportValue': {
      const from = exports.get(read(argument));
      return from ? String(readValue(from.value, from.stack, exports)) : `<import ${read(argument)}>`;
    }
    default:
      return name.startsWith('Fn::') ? `<${name} ${parts.map(read).join(' ')}>` : undefined;
  }
}
