import { Fn, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type TableSpec, tagsOf } from '../../contracts/spec/store.ts';
import { bareKindOf } from '../../contracts/spec/wrappers.ts';

export interface PersonalDataTableProps {
  /** Keys, indexes, retention and erasure, from the contract. */
  readonly spec: TableSpec;
  readonly key: kms.IKey;
  readonly keepsData: boolean;
}

/** One table of one category of personal data: encrypted, restorable within the policy's window, purgeable. */
export class PersonalDataTable extends Construct {
  readonly spec: TableSpec;
  readonly resource: dynamodb.Table;

  constructor(scope: Construct, id: string, { spec, key, keepsData }: PersonalDataTableProps) {
    super(scope, id);
    this.spec = spec;
    this.resource = new dynamodb.Table(this, 'Table', {
      partitionKey: attribute(spec, spec.keys.partition),
      ...(spec.keys.sort === undefined ? {} : { sortKey: attribute(spec, spec.keys.sort) }),
      ...(spec.ttl === undefined ? {} : { timeToLiveAttribute: spec.ttl }),
      ...(spec.stream ? { stream: dynamodb.StreamViewType.KEYS_ONLY } : {}),
      ...(spec.restoreDays === 0
        ? {}
        : {
            pointInTimeRecoverySpecification: {
              pointInTimeRecoveryEnabled: true,
              recoveryPeriodInDays: spec.restoreDays,
            },
          }),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const [indexName, index] of Object.entries(spec.indexes)) {
      this.resource.addGlobalSecondaryIndex({
        indexName,
        partitionKey: attribute(spec, index.partition),
        ...(index.sort === undefined ? {} : { sortKey: attribute(spec, index.sort) }),
        projectionType:
          index.project === 'all' ? dynamodb.ProjectionType.ALL : dynamodb.ProjectionType.KEYS_ONLY,
      });
    }
    classify(this, spec);
  }

  get arn(): string {
    return this.resource.tableArn;
  }

  /** From the ARN, so that other stacks need one output of this one and not two: a stack has 200 at most. */
  get name(): string {
    return Fn.select(1, Fn.split('/', this.arn));
  }
}

/** Tags a store with what it holds (T2). */
export function classify(construct: Construct, spec: Parameters<typeof tagsOf>[0]): void {
  for (const [key, value] of Object.entries(tagsOf(spec))) Tags.of(construct).add(key, value);
}

function attribute(spec: TableSpec, name: string): dynamodb.Attribute {
  const schema = spec.item.shape[name];
  const numeric = schema !== undefined && bareKindOf(schema) === 'number';
  return { name, type: numeric ? dynamodb.AttributeType.NUMBER : dynamodb.AttributeType.STRING };
}
