import { expect, it } from 'vitest';
import { fields } from '../../lib/invariants/reading.ts';
import { resourcesOf, variantOf } from './assembly.ts';

/** Names that two stages of one account may share, since each is one within something that is named or by itself. */
const shared: readonly (readonly [what: RegExp, reason: string])[] = [
  [/^AWS::IAM::(Policy|Role) (Policies )?PolicyName /, 'within a role'],
  [/^AWS::ApiGateway::Stage /, 'within an API'],
  [/^AWS::WAFv2::WebACL Rules /, 'within a web ACL'],
  [/^AWS::DynamoDB::Table .*(IndexName|AttributeName) /, 'within a table'],
  [/^AWS::Cognito::UserPool /, 'within a user pool'],
  [/^AWS::EC2::LaunchTemplate .*DeviceName /, 'within an instance'],
  [/^AWS::(CertificateManager::Certificate|Route53::RecordSet) /, 'the domain that each stage is given'],
  [/^AWS::EC2::VPCEndpoint ServiceName /, 'of AWS'],
  [/^AWS::CloudWatch::Alarm Dimensions /, 'the kind of a dimension'],
  [/^AWS::Events::Rule .*InputPathsMap /, 'a field of an event of AWS'],
  [/^AWS::CloudFront::Distribution .*HeaderName /, 'within a distribution'],
];

/** `AWS::SQS::Queue QueueName orders` for every name that a template writes out. */
function namesIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => namesIn(inner, path));
  return Object.entries(fields(value)).flatMap(([key, inner]) =>
    typeof inner === 'string'
      ? /(Name|Prefix|^Domain)$/.test(key)
        ? [`${path} ${key} ${inner}`]
        : []
      : namesIn(inner, `${path} ${key}`),
  );
}

async function namesOf(stage: 'dev' | 'prod'): Promise<readonly string[]> {
  const resources = await resourcesOf(variantOf('cloister', stage));
  return resources.flatMap(({ type, properties }) => {
    // A metric of AWS has a name of AWS.
    const { Namespace, MetricName, ...own } = properties;
    return namesIn(String(Namespace).startsWith('AWS/') ? own : { ...own, MetricName }, type);
  });
}

it('two stages share an account, and no name', async () => {
  const dev = new Set(await namesOf('dev'));
  const both = [...new Set(await namesOf('prod'))].filter((name) => dev.has(name));
  const unexcused = both.filter((name) => !shared.some(([what]) => what.test(name)));
  expect(unexcused).toEqual([]);
  expect(shared.filter(([what]) => !both.some((name) => what.test(name)))).toEqual([]);
});
