import { type IAspect, type IResolvable, Lazy } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Document {
  readonly Statement: readonly Statement[];
}

/** What the evaluator of a stage cannot see. */
export interface Blindness {
  readonly ofCondition: (key: string) => boolean;
  /** Actions whose resource it does not find. */
  readonly ofResource: (action: string) => boolean;
}

/**
 * Makes policies such as a stage's evaluator can judge: a permission without the conditions that it does not know, and
 * none of the refusals that stand on such a condition. Every other statement stays as it is.
 */
export class EvaluablePolicies implements IAspect {
  private readonly blind: Blindness;

  constructor(blind: Blindness) {
    this.blind = blind;
  }

  visit(node: IConstruct): void {
    if (node instanceof CfnPolicy) node.policyDocument = this.later(node.policyDocument);
    if (node instanceof CfnRestApi) node.policy = this.later(node.policy);
  }

  /** Decided when the template is written: before that, references to other stacks are not what they will be. */
  private later(document: unknown): IResolvable {
    return Lazy.uncachedAny({
      produce: (context) => {
        const whole: Document | undefined = context.resolve(document);
        const left = whole && this.evaluable(whole);
        return left?.Statement.length === 0 ? undefined : left;
      },
    });
  }

  private evaluable(document: Document): Document {
    return { ...document, Statement: document.Statement.flatMap((statement) => this.statements(statement)) };
  }

  private statements(statement: Statement): readonly Statement[] {
    const { Condition = {}, ...rest } = statement;
    const tests = Object.entries(Condition).map(([test, keys]) => [test, Object.entries(keys)] as const);
    if (rest.Effect === 'Deny')
      return tests.some(([, keys]) => keys.some(([key]) => this.blind.ofCondition(key))) ? [] : [statement];
    const seen = tests
      .map(
        ([test, keys]) =>
          [test, Object.fromEntries(keys.filter(([key]) => !this.blind.ofCondition(key)))] as const,
      )
      .filter(([, keys]) => Object.keys(keys).length > 0);
    const allowed = seen.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(seen) };
    const unseen = [rest.Action].flat().filter((action) => this.blind.ofResource(action));
    return unseen.length === 0 ? [allowed] : [allowed, { Effect: 'Allow', Action: unseen, Resource: '*' }];
  }
}
