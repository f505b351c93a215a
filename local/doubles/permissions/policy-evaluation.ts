import * as z from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.boolean(), z.number()]);
const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});
/** An identity policy, or a permission boundary. */
export const policyDocument = z.looseObject({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});
export type PolicyDocument = z.infer<typeof policyDocument>;
type Statement = z.infer<typeof statement>;

/** What is asked: one action on one resource, and what conditions may look at (names in lower case). */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether a role may do it: no Deny anywhere, an Allow in its policies, and one in its boundary if it has one.
 *
 * Not looked at: session policies, resource policies, service control policies, policy variables, and
 * condition operators other than String*, Arn* and Bool (`Null` and sets among them). A statement with such an
 * operator never allows and always denies. Condition keys are those of the question; others are absent.
 */
export function isAllowed(
  policies: { readonly identity: readonly PolicyDocument[]; readonly boundary?: PolicyDocument | undefined },
  question: Question,
): boolean {
  const layers = [policies.identity, ...(policies.boundary ? [[policies.boundary]] : [])].map((documents) =>
    documents.flatMap((document) => document.Statement),
  );
  if (layers.flat().some((entry) => entry.Effect === 'Deny' && applies(entry, question))) return false;
  return layers.every((layer) => layer.some((entry) => entry.Effect === 'Allow' && applies(entry, question)));
}

function applies(entry: Statement, { action, resource, context }: Question): boolean {
  const covers = (patterns: string[] | undefined, others: string[] | undefined, value: string): boolean =>
    patterns
      ? patterns.some((pattern) => isLike(value, pattern))
      : !others?.some((pattern) => isLike(value, pattern));
  const lower = (patterns: string[] | undefined) => patterns?.map((pattern) => pattern.toLowerCase());
  if (!covers(lower(entry.Action), lower(entry.NotAction), action.toLowerCase())) return false;
  if (!covers(entry.Resource, entry.NotResource, resource)) return false;
  return Object.entries(entry.Condition ?? {}).every(([operator, keys]) => {
    const test = operatorOf(operator);
    if (!test) return entry.Effect === 'Deny';
    return Object.entries(keys).every(([key, expected]) =>
      test(context[key.toLowerCase()], [expected].flat().map(String)),
    );
  });
}

type Test = (actual: string | undefined, expected: readonly string[]) => boolean;

const equal = (actual: string, expected: string): boolean => actual === expected;
const equalIgnoringCase = (actual: string, expected: string): boolean =>
  actual.toLowerCase() === expected.toLowerCase();
const comparisons: Readonly<Record<string, (actual: string, expected: string) => boolean>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: equalIgnoringCase,
};

/** An absent key fails a positive operator and passes a negated one, as on AWS. */
function operatorOf(name: string): Test | undefined {
  const plain = name.replace(/IfExists$/, '');
  const negated = plain.includes('Not');
  const compare = comparisons[plain.replace('Not', '')];
  if (!compare) return undefined;
  return (actual, expected) => {
    if (actual === undefined) return negated || plain !== name;
    return expected.some((value) => compare(actual, value)) !== negated;
  };
}

/** IAM's wildcards: `*` is any text, `?` any character. */
function isLike(value: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}
