import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { accessLogs } from '../../contracts/platform/stores.ts';
import { routesOf } from '../../contracts/routes.ts';
import { EDGE_HEADER } from '../../contracts/site/edge.ts';
import { gatewayDocument, type Serving, servedRoutes } from '../api/document.ts';
import { logGroup } from '../constructs/log-group.ts';
import { WebAcl } from '../constructs/web-acl.ts';
import type { Platform } from './platform.ts';

/** Requests with one API key in five minutes. */
const RATE_OF_A_KEY = 3_000;

export interface ApiStackProps extends StackProps {
  readonly platform: Platform;
  readonly serving: Serving;
}

/** The public REST API, made from our own OpenAPI document. */
export class ApiStack extends Stack {
  readonly api: apigateway.SpecRestApi;
  /** What CloudFront says of itself. */
  readonly edgeSecret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { platform, serving } = props;
    const { profile, origin, capabilities } = platform.deployment;
    const routes = servedRoutes(routesOf(capabilities, 'public'), serving);
    const facts = { title: profile.product, version: '1', origin, policyUrl: `${origin}/policy` };
    this.api = new apigateway.SpecRestApi(this, 'Public', {
      restApiName: this.stackName,
      apiDefinition: apigateway.ApiDefinition.fromInline(gatewayDocument(this, routes, serving, facts)),
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: stageOptions(this, platform),
    });
    allowInvocations(
      this,
      this.api,
      routes.map((route) => serving.get(route.id)?.functionArn ?? ''),
    );
    this.edgeSecret = this.demandEdge();
    new CfnOutput(this, 'Url', { value: this.api.url });
    new CfnOutput(this, 'ApiId', { value: this.api.restApiId });
  }

  /** Keeps out whoever goes around CloudFront. What only CloudFront sees rightly, addresses and whole paths, its own web ACL judges. */
  private demandEdge(): secretsmanager.ISecret {
    const secret = new secretsmanager.Secret(this, 'EdgeSecret', {
      description: 'By this header the API knows its edge',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    const acl = new WebAcl(this, 'Regional', {
      scope: 'REGIONAL',
      demands: { header: EDGE_HEADER, value: secret.secretValue.unsafeUnwrap() },
      rate: {
        limit: RATE_OF_A_KEY,
        aggregateKeyType: 'CUSTOM_KEYS',
        customKeys: [
          { header: { name: 'authorization', textTransformations: [{ priority: 0, type: 'NONE' }] } },
        ],
      },
    });
    new CfnWebACLAssociation(this, 'Guard', {
      resourceArn: this.api.deploymentStage.stageArn,
      webAclArn: acl.resource.attrArn,
    });
    return secret;
  }
}

/** An access log with exactly these fields (T17): no path parameters, no query, no referrer, no user. */
export function stageOptions(scope: Construct, platform: Platform): apigateway.StageOptions {
  Stack.of(scope).addDependency(platform.observability);
  const group = logGroup(scope, 'AccessLogs', accessLogs, platform.keys.platform);
  return {
    stageName: 'live',
    throttlingRateLimit: 200,
    throttlingBurstLimit: 400,
    accessLogDestination: new apigateway.LogGroupLogDestination(group),
    accessLogFormat: apigateway.AccessLogFormat.custom(
      JSON.stringify({
        requestId: apigateway.AccessLogField.contextRequestId(),
        time: apigateway.AccessLogField.contextRequestTime(),
        ip: apigateway.AccessLogField.contextIdentitySourceIp(),
        browser: apigateway.AccessLogField.contextIdentityUserAgent(),
        method: apigateway.AccessLogField.contextHttpMethod(),
        route: apigateway.AccessLogField.contextResourcePath(),
        status: apigateway.AccessLogField.contextStatus(),
      }),
    ),
  };
}

/** Lets this API, and nobody else, call the functions. Here and not at the functions, so that they do not depend on the API. */
export function allowInvocations(
  scope: Construct,
  api: apigateway.SpecRestApi,
  functionArns: readonly string[],
): void {
  for (const [index, arn] of [...new Set(functionArns)].entries()) {
    new CfnPermission(scope, `Invoke${index}`, {
      action: 'lambda:InvokeFunction',
      functionName: arn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: api.arnForExecuteApi(),
    });
  }
}
