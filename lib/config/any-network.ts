import { type IAspect, Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';

interface Statement {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Takes the demand for a network's endpoint out of API policies, for a stage whose emulator has no network; every other statement stays. */
export class AnyNetwork implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnRestApi)) return;
    const document: { Statement: readonly Statement[] } | undefined = Stack.of(node).resolve(node.policy);
    if (document === undefined) return;
    const statements = document.Statement.filter(
      ({ Condition = {} }) => !Object.values(Condition).some((test) => 'aws:SourceVpce' in test),
    );
    node.policy = statements.length === 0 ? undefined : { ...document, Statement: statements };
  }
}
