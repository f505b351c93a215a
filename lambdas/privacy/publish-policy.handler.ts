import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { customResource, DeploymentRefused } from '../platform/custom-resource.ts';
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
  if (!put.met) {
    // T39
    throw new DeploymentRefused(
      `the policy of ${version.version} is published with another text: set policyRevised, in your settings or in the profile, to the day of the change`,
    );
  }
});
