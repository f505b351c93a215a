import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLogs } from '../../contracts/privacy.ts';
import { routesOf } from '../../contracts/routes.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { gatewayDocument, type Serving, served } from '../api/document.ts';
import { classify } from '../constructs/personal-data-table.ts';
import type { Platform } from './platform.ts';

export interface ApiStackProps extends StackProps {
  readonly platform: Platform;
  readonly serving: Serving;
}

/** The public REST API, made from our own OpenAPI document. */
export class ApiStack extends Stack {
  readonly api: apigateway.SpecRestApi;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { platform, serving } = props;
    const { profile, origin, capabilities } = platform.deployment;
    const routes = served(routesOf(capabilities, 'public'), serving);
    const facts = { title: profile.product, version: '1', origin, policyUrl: `${origin}/policy` };
    this.api = new apigateway.SpecRestApi(this, 'Public', {
      apiDefinition: apigateway.ApiDefinition.fromInline(gatewayDocument(this, routes, serving, facts)),
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: stageOptions(this, platform),
    });
    allowInvocations(this, this.api, routes.map((route) => serving.get(route.id)?.functionArn ?? ''));
    new CfnOutput(this, 'Url', { value: this.api.url });
    new CfnOutput(this, 'ApiId', { value: this.api.restApiId });
  }
}

/** An access log with exactly these fields (T17): no path parameters, no query, no referrer, no user. */
export function stageOptions(scope: Construct, platform: Platform): apigateway.StageOptions {
  const group = new logs.LogGroup(scope, 'AccessLogs', {
    retention: Math.floor((periodSeconds(retentionOf(accessLogs)) ?? 0) / 86_400),
    encryptionKey: platform.keys.platform,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  classify(group, accessLogs);
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
export function allowInvocations(scope: Construct, api: apigateway.SpecRestApi, functionArns: readonly string[]): void {
  for (const [index, arn] of [...new Set(functionArns)].entries()) {
    new CfnPermission(scope, `Invoke${index}`, {
      action: 'lambda:InvokeFunction',
      functionName: arn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: api.arnForExecuteApi(),
    });
  }
}
