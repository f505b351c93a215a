import {
  CloudFormation,
  paginateListStackResources,
  paginateListStacks,
} from '@aws-sdk/client-cloudformation';
import type { AwsAccess } from '../target.ts';

/** Physical ids become what the stacks call them, so that a grant has the same name in every deployment. */
export class ResourceNames {
  private readonly known: readonly (readonly [physical: string, name: string])[];

  private constructor(known: ResourceNames['known']) {
    this.known = known;
  }

  static async read(aws: AwsAccess): Promise<ResourceNames> {
    const client = aws.client(CloudFormation);
    const known: [string, string][] = [];
    for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
      for (const { StackName } of StackSummaries) {
        for await (const page of paginateListStackResources({ client }, { StackName }))
          for (const { PhysicalResourceId = '', LogicalResourceId = '' } of page.StackResourceSummaries ?? [])
            known.push([PhysicalResourceId, LogicalResourceId.replace(/[0-9A-F]{8}$/, '')]);
      }
    }
    // Short ids may be part of longer ones.
    return new ResourceNames(
      known.filter(([id]) => id.length > 8).toSorted(([a], [b]) => b.length - a.length),
    );
  }

  /** `TokensTable/index/byUser`, `ContentKey`, `instance/*`. */
  of(arn: string): string {
    const found = this.known.find(([physical]) => arn.includes(physical));
    if (found !== undefined) {
      const [physical, name] = found;
      return `${name}${arn.slice(arn.indexOf(physical) + physical.length)}`.replace(
        /\/stream\/.*/,
        '/stream',
      );
    }
    return arn.replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, '');
  }
}
