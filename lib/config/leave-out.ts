import { CfnResource, type IAspect } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Takes resource types out of a template, for a stage that has no use for them. What refers to one must not remain. */
export class LeaveOut implements IAspect {
  private readonly isLeftOut: (type: string) => boolean;

  constructor(isLeftOut: (type: string) => boolean) {
    this.isLeftOut = isLeftOut;
  }

  visit(node: IConstruct): void {
    if (node instanceof CfnResource && this.isLeftOut(node.cfnResourceType)) {
      node.node.scope?.node.tryRemoveChild(node.node.id);
    }
  }
}
