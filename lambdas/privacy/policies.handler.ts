import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { policyVersions } from '../../contracts/privacy.ts';
import { privacyRoutes } from '../../contracts/privacy-routes.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';

const table = env(policyVersions.env);
const inForce = env('POLICY_VERSION');
const listed = policyVersions.item.omit({ html: true });

export const handler = api([
  endpoint({
    route: privacyRoutes.readPolicy,
    run: async () => {
      const found = await documents.send(
        new GetCommand({ TableName: table, Key: { document: 'privacy', version: inForce } }),
      );
      const policy = readItem(policyVersions, policyVersions.item, found.Item);
      if (policy === undefined) throw new Problem('not_found');
      return policy;
    },
  }),
  endpoint({
    route: privacyRoutes.listPolicyVersions,
    run: async () => {
      const found = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'document = :document',
          ExpressionAttributeValues: { ':document': 'privacy' },
          ScanIndexForward: false,
        }),
      );
      return {
        items: (found.Items ?? [])
          .map((raw) => readItem(policyVersions, listed, raw))
          .filter((item) => item !== undefined),
      };
    },
  }),
]);
