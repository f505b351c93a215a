import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { Check } from './check.ts';
import { bad, good, unlessFault } from './finding.ts';
import { isDeployed } from './place.ts';

/** API Gateway writes logs as one role of the whole account and Region, which goes with the stage that was made last. */
export const apiLogsCheck: Check = {
  name: 'API logs',
  look: async (place) => {
    const { clients, home, account, order } = place;
    const of = 'role';
    const { cloudwatchRoleArn } = await clients.apiGateway(home).send(new GetAccountCommand({}));
    const todo = `aws apigateway update-account --region ${home} --patch-operations op=replace,path=/cloudwatchRoleArn,value=arn:aws:iam::${account}:role/<ApiLogs of cloister-${order.stage}-observability>`;
    if (cloudwatchRoleArn === undefined)
      return (await isDeployed(place))
        ? [bad(of, 'the account names none: no request of the API is logged', todo)]
        : [good(of, 'none yet: the deployment brings one')];
    const RoleName = cloudwatchRoleArn.slice(cloudwatchRoleArn.lastIndexOf('/') + 1);
    const role = await unlessFault(
      clients.iam(home).send(new GetRoleCommand({ RoleName })),
      'NoSuchEntityException',
      'NoSuchEntity',
    );
    return [role === undefined ? bad(of, `${RoleName} is gone with its stage`, todo) : good(of, RoleName)];
  },
};
