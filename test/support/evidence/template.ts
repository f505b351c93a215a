import * as z from 'zod';

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});
const body = z.looseObject({
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(
      z.string(),
      z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }),
    )
    .default({}),
});
export type TemplateBody = z.infer<typeof body>;
export const parseTemplate = (text: string): TemplateBody => body.parse(JSON.parse(text));

/** A resource with its intrinsic functions written out: `<data.Table.Arn>` instead of `Fn::GetAtt`. */
export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A synthesized stack, readable: references name the stack and logical id they lead to, across stacks too. */
export interface Template {
  /** Without the app's and stage's part of its name: `api`, `data`. */
  readonly stack: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
}

/** Where an exported value comes from, by the export's name. */
export type Exports = ReadonlyMap<string, { readonly stack: string; readonly value: unknown }>;

export function readableTemplate(
  stack: string,
  region: string,
  source: TemplateBody,
  exports: Exports,
): Template {
  const resources = Object.entries(source.Resources).map(([id, { Type, Properties }]) => ({
    id,
    stack,
    type: Type,
    properties: readRecord(Properties, stack, exports),
  }));
  return { stack, region, resources, ofType: (type) => resources.filter((one) => one.type === type) };
}

const readRecord = (value: Readonly<Record<string, unknown>>, stack: string, exports: Exports) =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readValue(inner, stack, exports)]));

/** `AWS::NoValue` as `Ref` writes it out: the property is as good as absent. */
const noValue = reference('AWS::NoValue');

/** Writes out intrinsic functions; what cannot be known before a deployment becomes a `<…>` placeholder. */
export function readValue(value: unknown, stack: string, exports: Exports): unknown {
  if (Array.isArray(value)) {
    const read = value.map((inner) => readValue(inner, stack, exports));
    return read.filter((inner) => inner !== noValue);
  }
  if (!isRecord(value)) return value;
  const [only, ...more] = Object.entries(value);
  const intrinsic = only && more.length === 0 ? readIntrinsic(only[0], only[1], stack, exports) : undefined;
  return intrinsic ?? readRecord(value, stack, exports);
}

function reference(...path: readonly unknown[]): string {
  return `<${path.join('.')}>`;
}

function readIntrinsic(name: string, argument: unknown, stack: string, exports: Exports): unknown {
  const text = (inner: unknown) => String(readValue(inner, stack, exports));
  const unread = () => `<${name} ${JSON.stringify(readValue(argument, stack, exports))}>`;
  switch (name) {
    case 'Ref':
      return String(argument).startsWith('AWS::') ? reference(argument) : reference(stack, argument);
    case 'Fn::GetAtt':
      return reference(stack, ...(Array.isArray(argument) ? argument : [argument]));
    case 'Fn::Join':
      return Array.isArray(argument) && Array.isArray(argument[1])
        ? argument[1].map(text).join(String(argument[0]))
        : undefined;
    case 'Fn::Sub':
      return text(Array.isArray(argument) ? argument[0] : argument);
    case 'Fn::ImportValue': {
      const from = exports.get(text(argument));
      return from ? readValue(from.value, from.stack, exports) : reference('import', text(argument));
    }
    case 'Fn::Select': {
      // The last part of a resource's ARN, as other stacks take it, is its name.
      const owner = /^<(.+)\.Arn>$/.exec(text(at(argument, '1', 'Fn::Split', '1')))?.[1];
      return owner === undefined ? unread() : reference(owner);
    }
    case 'Fn::Split':
    case 'Fn::GetAZs':
    case 'Fn::If':
    case 'Fn::Base64':
      return unread();
    default:
      return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a property path leads to; a number steps into a list. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isRecord(inner) ? inner[key] : undefined;
  }, value);

/** How other resources refer to it, by its id or by its ARN. */
export const referenceOf = ({ stack, id }: Resource): string => reference(stack, id);
export const arnOf = ({ stack, id }: Resource): string => reference(stack, id, 'Arn');

/** Tags as a resource lists them, whichever of the two forms CloudFormation has for its type. */
export function tagsOf({ properties }: Resource): Readonly<Record<string, unknown>> {
  const tags = properties['Tags'] ?? properties['UserPoolTags'];
  if (!Array.isArray(tags)) return tags && typeof tags === 'object' ? { ...tags } : {};
  return Object.fromEntries(tags.map((tag) => [String(at(tag, 'Key')), at(tag, 'Value')]));
}
