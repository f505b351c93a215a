import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { bucketsOf, tablesOf } from '../../contracts/stores.ts';
import type { Deployment } from '../config/deployment.ts';
import { PersonalDataBucket } from '../constructs/personal-data-bucket.ts';
import { PersonalDataTable } from '../constructs/personal-data-table.ts';
import { rolesWith } from '../constructs/role-names.ts';
import type { KeysStack } from './keys.ts';
import { constructId } from './names.ts';

/** Every table and bucket of the inventory; nothing else stores anything of a person. */
export class DataStack extends Stack {
  readonly tables: ReadonlyMap<string, PersonalDataTable>;
  readonly buckets: ReadonlyMap<string, PersonalDataBucket>;

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly deployment: Deployment; readonly keys: KeysStack['keys'] },
  ) {
    super(scope, id, props);
    const { capabilities, keepsData } = props.deployment;
    this.tables = new Map(
      tablesOf(capabilities).map((spec) => [
        spec.name,
        new PersonalDataTable(this, constructId(spec.name), { spec, key: props.keys.platform, keepsData }),
      ]),
    );
    this.buckets = new Map(
      bucketsOf(capabilities).map((spec) => [
        spec.name,
        new PersonalDataBucket(this, constructId(spec.name), {
          spec,
          key: props.keys[spec.key],
          keepsData,
          readers: rolesWith(this, props.deployment, spec.name, 'GetObject'),
        }),
      ]),
    );
    // Whether or not somebody asks: an export that goes with its last reader could not go while that one is deployed.
    for (const { arn } of [...this.tables.values(), ...this.buckets.values()]) this.exportValue(arn);
  }
}
