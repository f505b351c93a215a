import { App, Aspects, CfnOutput, CliCredentialsStackSynthesizer, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { routes } from '../../contracts/routes.ts';
import { gatewayDocument } from '../../lib/api/document.ts';
import { BufferStreams } from '../../lib/config/buffer-streams.ts';
import { allowInvocations } from '../../lib/stacks/api.ts';
import { localAccount, localRegion } from '../../local/emulator/account.ts';

export const logGroupName = '/streamer';

/** Says who it is, waits for a second, says that it is still there; `?act=` makes it fail instead. */
const streamer = `
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
  const act = event.queryStringParameters?.act;
  if (act === 'throw') throw new Error('before the first byte');
  if (act === 'hang') await pause(60000);
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'Content-Type': 'text/event-stream' } });
  const seen = { pid: process.pid, body: event.body, user: event.requestContext.identity.userArn, key: process.env.AWS_ACCESS_KEY_ID,
    setting: process.env.SETTING, model: process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME, cwd: process.cwd(), left: context.getRemainingTimeInMillis() };
  out.write('data: ' + JSON.stringify(seen) + '\\n\\n');
  await pause(1000);
  if (act === 'break') process.exit(3);
  const took = out.write('data: "still here"\\n\\n');
  console.log('finished ' + event.body + ' ' + took);
  out.end();
});`;
const plain = `exports.handler = async (event) => ({ statusCode: 418, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
  headers: { 'Content-Type': 'text/plain' }, body: event.headers['X-Forwarded-For'] ?? event.headers['x-forwarded-for'] });`;

/** Both APIs and their functions, as the stacks of the platform make them at stage `local`. */
export function streamingTemplate(): string {
  const app = new App();
  const stack = new Stack(app, 'edge', {
    env: { region: localRegion },
    synthesizer: new CliCredentialsStackSynthesizer(),
  });
  const functionOf = (name: string, code: string, more: Partial<lambda.FunctionProps> = {}) =>
    // biome-ignore lint/plugin: a function of the test, deployed into an emulator of its own
    new lambda.Function(stack, name, {
      code: lambda.Code.fromInline(code),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      role: new iam.Role(stack, `${name}Role`, {
        assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      }),
      ...more,
    });
  // biome-ignore lint/plugin: its log, in an emulator of its own
  const logGroup = new logs.LogGroup(stack, 'Logs', { logGroupName });
  const settings = { timeout: Duration.seconds(4), environment: { SETTING: 'deployed' }, logGroup };
  const streaming = functionOf('Streamer', streamer, settings);
  streaming.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  const whole = functionOf('Plain', plain);
  const { takeTurn, health, converse } = routes;
  const serving = new Map<string, lambda.IFunction>([
    [takeTurn.id, streaming],
    [health.id, whole],
    [converse.id, streaming],
  ]);
  const apis = { ApiId: [takeTurn, health], MachineApiId: [converse] };
  for (const [output, served] of Object.entries(apis)) {
    const facts = {
      title: output,
      version: '1',
      origin: 'http://localhost',
      policyUrl: 'http://localhost/policy',
    };
    const api = new apigateway.SpecRestApi(stack, output.replace('Id', ''), {
      apiDefinition: apigateway.ApiDefinition.fromInline(gatewayDocument(stack, served, serving, facts)),
      deployOptions: { stageName: 'live' },
      cloudWatchRole: false,
    });
    allowInvocations(
      api,
      api,
      served.map(({ id }) => serving.get(id)?.functionArn ?? ''),
    );
    new CfnOutput(stack, output, { value: api.restApiId });
  }
  const machine = new iam.Role(stack, 'Machine', {
    roleName: 'machine',
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  });
  machine.addToPolicy(
    new iam.PolicyStatement({
      actions: ['execute-api:Invoke'],
      resources: [`arn:aws:execute-api:${localRegion}:${localAccount}:*/live/POST/machine/v1/*`],
    }),
  );
  Aspects.of(app).add(new BufferStreams());
  return JSON.stringify(app.synth().getStackByName('edge').template);
}
