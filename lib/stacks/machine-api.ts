import { CfnOutput } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { routesOf } from '../../contracts/routes.ts';
import { gatewayDocument, servedRoutes, servingOf } from '../api/document.ts';
import { allowInvocations, stageOptions } from './api.ts';
import { FunctionsStack, type FunctionsStackProps } from './functions.ts';

export interface MachineApiStackProps extends FunctionsStackProps {
  /** The one way in: the endpoint in the machines' network. */
  readonly endpoint: IVpcEndpoint;
  /** Every machine's role. */
  readonly role: iam.Role;
}

/** The private REST API of the machines, made from the same contracts as the public one; each request is signed by its instance. */
export class MachineApiStack extends FunctionsStack {
  /** Its base address. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: MachineApiStackProps) {
    super(scope, id, props);
    const { platform, endpoint, role } = props;
    const { profile, origin, capabilities, settings } = platform.deployment;
    const serving = servingOf(this.functions);
    const routes = servedRoutes(routesOf(capabilities, 'machine'), serving);
    const facts = {
      title: `${profile.product} machines`,
      version: '1',
      origin,
      policyUrl: `${origin}/policy`,
    };
    const api = new apigateway.SpecRestApi(this, 'Machines', {
      apiDefinition: apigateway.ApiDefinition.fromInline(gatewayDocument(this, routes, serving, facts)),
      endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
      policy: onlyThrough(endpoint),
      cloudWatchRole: false,
      deployOptions: stageOptions(this, platform),
    });
    allowInvocations(
      this,
      api,
      routes.map((route) => serving.get(route.id)?.functionArn ?? ''),
    );
    new iam.Policy(this, 'Call', {
      roles: [role],
      statements: [
        new iam.PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: [api.arnForExecuteApi('*', '/machine/v1/*', 'live')],
        }),
      ],
    });
    // By the name that leads to the endpoint from anywhere. Names below `localhost` do not resolve everywhere, so the local
    // edge takes the API by path.
    this.url =
      settings.local === undefined
        ? `https://${api.restApiId}-${endpoint.vpcEndpointId}.execute-api.${this.region}.${this.urlSuffix}/live`
        : `${origin}/restapis/${api.restApiId}/live/_user_request_`;
    new CfnOutput(this, 'MachineApiId', { value: api.restApiId });
  }
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
