import { CfnOutput } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { routesOf } from '../../contracts/routes.ts';
import { gatewayDocument, servedRoutes, servingOf } from '../api/document.ts';
import type { Modules } from '../modules/modules.ts';
import { allowInvocations, stageOptions } from './api.ts';
import type { MachineNetworkStack } from './machine-network.ts';

/** The one way in, the endpoint in the machines' network; and every machine's role. */
type Way = Pick<MachineNetworkStack, 'apiEndpoint' | 'role'>;

/**
 * The private REST API of the machines, made from the same contracts as the public one; each request is signed by its
 * instance. Gives its base address.
 */
export function addMachineApi(modules: Modules, { apiEndpoint: endpoint, role }: Way): string {
  const { platform } = modules;
  const stack = modules.stack('machine-api');
  const { profile, origin, capabilities, settings } = platform.deployment;
  const serving = servingOf(modules.functions('machine-api'));
  const routes = servedRoutes(routesOf(capabilities, 'machine'), serving);
  const facts = { title: `${profile.product} machines`, version: '1', origin, policyUrl: `${origin}/policy` };
  const api = new apigateway.SpecRestApi(stack, 'Machines', {
    restApiName: stack.stackName,
    apiDefinition: apigateway.ApiDefinition.fromInline(
      gatewayDocument(stack, routes, serving, facts, endpoint),
    ),
    endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
    policy: onlyThrough(endpoint),
    cloudWatchRole: false,
    deployOptions: stageOptions(stack, platform),
  });
  allowInvocations(
    stack,
    api,
    routes.map((route) => serving.get(route.id)?.functionArn ?? ''),
  );
  new iam.Policy(stack, 'Call', {
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        actions: ['execute-api:Invoke'],
        resources: [api.arnForExecuteApi('*', '/machine/v1/*', 'live')],
      }),
    ],
  });
  new CfnOutput(stack, 'MachineApiId', { value: api.restApiId });
  // By the name that leads to the endpoint from anywhere. Names below `localhost` do not resolve everywhere, so the local
  // edge takes the API by path.
  return settings.local === undefined
    ? `https://${api.restApiId}-${endpoint.vpcEndpointId}.execute-api.${stack.region}.${stack.urlSuffix}/live`
    : `${origin}/restapis/${api.restApiId}/live/_user_request_`;
}

/** Refuses whatever comes another way; what comes this way still needs a role that may call. */
function onlyThrough({ vpcEndpointId }: IVpcEndpoint): iam.PolicyDocument {
  const call = {
    principals: [new iam.AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: ['execute-api:/*'],
  };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        ...call,
        conditions: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } },
      }),
    ],
  });
}
