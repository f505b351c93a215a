import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { policyVersions } from '../../contracts/privacy.ts';
import { customResource } from '../operations/custom-resource.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

/** Publishes the policy that the deployment was synthesized with. A published version is never written again: another text needs another date. */
export const handler = customResource(async (properties) => {
  const version = policyVersions.item.parse(JSON.parse(String(properties['version'])));
  const put = await conditionally(
    documents.send(
      new PutCommand({
        TableName: env(policyVersions.env),
        Item: plainItem(policyVersions, version),
        ConditionExpression: 'attribute_not_exists(version) OR sha256 = :same',
        ExpressionAttributeValues: { ':same': version.sha256 },
      }),
    ),
  );
  if (!put.met) throw new PolicyChangedWithoutDate();
});

/** The text of a published version changed and its date did not (T39). */
class PolicyChangedWithoutDate extends Error {
  override readonly name = 'PolicyChangedWithoutDate';
}
