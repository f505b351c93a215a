import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { adminClient } from '../emulator/account.ts';
import type { AssemblyStack, Template } from './assembly.ts';

/** Settings of a table that CloudFormation in the emulator leaves out. */
export interface TableSettings {
  readonly logicalId: string;
  readonly expiryAttribute?: string;
  /** How far back the table can be restored; 35 days where the template names no number, as on AWS. */
  readonly recoveryDays?: number;
}

const recovery = z.object({
  PointInTimeRecoveryEnabled: z.boolean(),
  RecoveryPeriodInDays: z.number().default(35),
});
const tableProperties = z.object({
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  PointInTimeRecoverySpecification: recovery.optional(),
  Replicas: z.array(z.object({ PointInTimeRecoverySpecification: recovery.optional() })).optional(),
});
const tableTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** The tables of a template that expire items or can be restored. */
export function tableSettings(template: Template): TableSettings[] {
  return Object.entries(template.Resources ?? {})
    .filter(([, { Type }]) => tableTypes.includes(Type))
    .map(([logicalId, { Properties }]) => {
      const table = tableProperties.parse(Properties ?? {});
      const expiry = table.TimeToLiveSpecification;
      const restorable =
        table.PointInTimeRecoverySpecification ?? table.Replicas?.[0]?.PointInTimeRecoverySpecification;
      return {
        logicalId,
        ...(expiry?.Enabled && expiry.AttributeName ? { expiryAttribute: expiry.AttributeName } : {}),
        ...(restorable?.PointInTimeRecoveryEnabled ? { recoveryDays: restorable.RecoveryPeriodInDays } : {}),
      };
    });
}

/** Gives the deployed tables of a stack what their template says. */
export async function applyTableSettings(stack: AssemblyStack, endpoint: string): Promise<void> {
  const wanted = tableSettings(stack.template);
  if (wanted.length === 0) return;
  const names = await physicalNames(stack, endpoint);
  const dynamo = new DynamoDBClient(adminClient(endpoint, stack.region));
  for (const settings of wanted) {
    const table = names.get(settings.logicalId);
    if (!table) throw new Error(`Table ${settings.logicalId} of stack ${stack.name} was not deployed.`);
    await setExpiry(dynamo, table, settings.expiryAttribute);
    await setRecovery(dynamo, table, settings.recoveryDays);
  }
  dynamo.destroy();
}

async function physicalNames(stack: AssemblyStack, endpoint: string): Promise<Map<string, string>> {
  const client = new CloudFormationClient(adminClient(endpoint, stack.region));
  const names = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName: stack.name })) {
    for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (LogicalResourceId && PhysicalResourceId) names.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  client.destroy();
  return names;
}

async function setExpiry(
  dynamo: DynamoDBClient,
  table: string,
  attribute: string | undefined,
): Promise<void> {
  const now = (await dynamo.send(new DescribeTimeToLiveCommand({ TableName: table }))).TimeToLiveDescription;
  const present = now?.TimeToLiveStatus === 'ENABLED' ? now.AttributeName : undefined;
  if (present === attribute) return;
  const AttributeName = attribute ?? present;
  const TimeToLiveSpecification = { AttributeName, Enabled: attribute !== undefined };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
}

async function setRecovery(dynamo: DynamoDBClient, table: string, days: number | undefined): Promise<void> {
  const backups = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName: table }));
  const now = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  const present = now?.PointInTimeRecoveryStatus === 'ENABLED' ? now.RecoveryPeriodInDays : undefined;
  if (present === days) return;
  const PointInTimeRecoverySpecification = {
    PointInTimeRecoveryEnabled: days !== undefined,
    ...(days === undefined ? {} : { RecoveryPeriodInDays: days }),
  };
  await dynamo.send(
    new UpdateContinuousBackupsCommand({ TableName: table, PointInTimeRecoverySpecification }),
  );
}
