import { CfnOutput, type IAspect, Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import * as z from 'zod';

const integration = z.looseObject({ uri: z.string(), responseTransferMode: z.literal('STREAM') });
const streaming = z.looseObject({ operationId: z.string(), 'x-amazon-apigateway-integration': integration });
const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/**
 * For a stage whose API Gateway cannot stream: streaming methods answer with the event that their function would have
 * got. So authorization stays the gateway's, and whoever asked runs the function, named by an output
 * `Stream<operation>`, with that event.
 */
export class BufferStreams implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnRestApi) || node.body === undefined) return;
    const { paths, ...rest } = document.parse(node.body);
    let echo: lambda.Function | undefined;
    const buffered = (value: unknown): unknown => {
      const { success, data } = streaming.safeParse(value);
      if (!success) return value;
      const [, target] =
        /\/functions\/(.+)\/response-streaming-invocations$/.exec(
          data['x-amazon-apigateway-integration'].uri,
        ) ?? [];
      if (target === undefined) throw new Error(`${data.operationId} streams from no function`);
      new CfnOutput(Stack.of(node), `Stream${data.operationId}`, { value: target });
      echo ??= echoOf(node);
      return { ...data, 'x-amazon-apigateway-integration': wholeAnswerOf(echo) };
    };
    node.body = { ...rest, paths: mapValues(paths, (methods) => mapValues(methods, buffered)) };
  }
}

/** A function that answers with the event it got, callable by this API alone. It needs no permission, and has none. */
function echoOf(api: CfnRestApi): lambda.Function {
  const role = new iam.Role(api, 'EventEchoRole', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const echo = new lambda.Function(api, 'EventEcho', {
    code: lambda.Code.fromInline(
      'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
    ),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    role,
  });
  echo.addPermission('Invoke', {
    principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: Stack.of(api).formatArn({ service: 'execute-api', resource: api.ref, resourceName: '*' }),
  });
  return echo;
}

function wholeAnswerOf(target: lambda.Function) {
  const { partition, region } = Stack.of(target);
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${target.functionArn}/invocations`,
  };
}

const mapValues = <V, W>(record: Readonly<Record<string, V>>, to: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
