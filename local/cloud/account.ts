import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { domainOf } from '../../lib/config/settings.ts';
import { OperatorFault } from './fault.ts';

export type Outputs = Readonly<Record<string, string>>;

/** The AWS account that the operator's credentials belong to. */
export async function readAccount(region: string): Promise<string> {
  const client = new STSClient({ region });
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Account ?? '';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OperatorFault(
      `AWS does not know you: ${why}\nSign in first, for example with "aws sso login".`,
    );
  } finally {
    client.destroy();
  }
}

/** The outputs of a stack, or nothing where it is not deployed. */
export async function readStack(StackName: string, region: string): Promise<Outputs | undefined> {
  const client = new CloudFormationClient({ region });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** The CDK's own stack must be in every Region that gets one of ours. */
export async function requireBootstrap(account: string, regions: readonly string[]): Promise<void> {
  const there = await Promise.all(regions.map((region) => readStack('CDKToolkit', region)));
  const missing = regions.filter((_, at) => there[at] === undefined);
  if (missing.length === 0) return;
  const places = missing.map((region) => `aws://${account}/${region}`).join(' ');
  throw new OperatorFault(
    `The CDK is not set up in ${missing.join(' and ')}. Once: npx cdk bootstrap ${places}`,
  );
}

/** Cognito refuses a sender whose domain SES has not verified, in the middle of a deployment; so it is asked before. */
export async function requireVerified(sender: string, region: string): Promise<void> {
  const client = new SESv2Client({ region });
  const domain = domainOf(sender);
  const verified = await isVerified(client, domain).finally(() => client.destroy());
  if (verified) return;
  throw new OperatorFault(
    `SES in ${region} has not verified ${domain}. Begin with: aws sesv2 create-email-identity --region ${region} --email-identity ${domain}\nOr leave "mailSender" out: then Cognito sends its own mail, 50 a day.`,
  );
}

/**
 * Models may answer from any Region of the group, and zero retention is set in each: AWS refuses that where a Region is
 * off in the account, as newer ones are at first.
 */
export async function requireRegions(home: string, regions: readonly string[]): Promise<void> {
  const client = new EC2Client({ region: home });
  const { Regions = [] } = await client
    .send(new DescribeRegionsCommand({ AllRegions: true, RegionNames: [...regions] }))
    .finally(() => client.destroy());
  const off = Regions.flatMap(({ RegionName, OptInStatus }) =>
    OptInStatus === 'not-opted-in' ? [RegionName] : [],
  );
  if (off.length === 0) return;
  const commands = off.map((region) => `aws account enable-region --region-name ${region}`);
  throw new OperatorFault(
    `Models may answer from Regions that are off in this account. Once, and wait until they are on (minutes to hours):\n${commands.join('\n')}`,
  );
}

async function isVerified(client: SESv2Client, EmailIdentity: string): Promise<boolean> {
  try {
    return (
      (await client.send(new GetEmailIdentityCommand({ EmailIdentity }))).VerifiedForSendingStatus === true
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return false;
    throw error;
  }
}
