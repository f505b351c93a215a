import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { type __Client, BedrockClient, type BedrockClientConfig } from '@aws-sdk/client-bedrock';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Route53Client } from '@aws-sdk/client-route-53';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { type GetCallerIdentityCommandOutput, STSClient } from '@aws-sdk/client-sts';
import { memo } from '../../../lib/memo.ts';
import { reads } from './reads.ts';

/** Where calls go and as whom; without it, where the operator's own AWS settings say. */
export type Way = Pick<BedrockClientConfig, 'endpoint' | 'credentials' | 'requestHandler'>;

/** What every answer of AWS has. */
type AnyOutput = Pick<GetCallerIdentityCommandOutput, '$metadata'>;
/** What all clients have in common. */
type Open<I extends object, O extends AnyOutput> = Pick<
  __Client<unknown, I, O, never>,
  'middlewareStack' | 'destroy'
>;
type Settings = Way & { readonly region: string; readonly maxAttempts: number };

/** A call that `reads.ts` does not name: a fault of ours, so it reaches nobody. */
class NotARead extends Error {
  override readonly name = 'NotARead';
}

/** One silent call must not hold the whole answer: three seconds to connect, eight to answer, asked twice. */
const limits = { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true };

/** A client of each service and Region, made at its first use, which sends reads alone. */
export class Clients {
  /** The rights that the calls so far asked for. */
  readonly used = new Set<string>();
  private readonly way: Way;
  private readonly open: { destroy(): void }[] = [];

  constructor(way: Way = {}) {
    this.way = way;
  }

  readonly apiGateway = this.by((settings) => new APIGatewayClient(settings));
  readonly bedrock = this.by((settings) => new BedrockClient(settings));
  readonly budgets = this.by((settings) => new BudgetsClient(settings));
  readonly cloudFormation = this.by((settings) => new CloudFormationClient(settings));
  readonly cloudTrail = this.by((settings) => new CloudTrailClient(settings));
  readonly ec2 = this.by((settings) => new EC2Client(settings));
  readonly iam = this.by((settings) => new IAMClient(settings));
  readonly lambda = this.by((settings) => new LambdaClient(settings));
  readonly organizations = this.by((settings) => new OrganizationsClient(settings));
  readonly route53 = this.by((settings) => new Route53Client(settings));
  readonly quotas = this.by((settings) => new ServiceQuotasClient(settings));
  readonly ses = this.by((settings) => new SESv2Client(settings));
  readonly sns = this.by((settings) => new SNSClient(settings));
  readonly sts = this.by((settings) => new STSClient(settings));

  close(): void {
    for (const client of this.open) client.destroy();
  }

  private by<I extends object, O extends AnyOutput, C>(
    make: (settings: Settings) => C & Open<I, O>,
  ): (region: string) => C {
    return memo((region: string) => {
      const client = make({ region, maxAttempts: 2, requestHandler: limits, ...this.way });
      client.middlewareStack.add(
        (next, context) => (args) => {
          const [service = '', operation = ''] = [context.clientName, context.commandName];
          const right = reads[service]?.[operation.replace(/Command$/, '')];
          if (right === undefined) throw new NotARead(`${service} ${operation}`);
          this.used.add(right);
          return next(args);
        },
        { step: 'initialize', name: 'reads-alone' },
      );
      this.open.push(client);
      return client;
    });
  }
}
