import { type IAspect, Stack } from 'aws-cdk-lib';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

const tlsKeys = ['aws:SecureTransport', 's3:TlsVersion'] as const;

interface Statement {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Takes the demand for TLS out of bucket policies, for a stage whose emulator speaks none; every other statement stays. */
export class PlainTransport implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnBucketPolicy)) return;
    const document: { Statement: readonly Statement[] } = Stack.of(node).resolve(node.policyDocument);
    const statements = document.Statement.filter(
      ({ Condition = {} }) => !Object.values(Condition).some((test) => tlsKeys.some((key) => key in test)),
    );
    if (statements.length === 0) node.node.scope?.node.tryRemoveChild(node.node.id);
    else node.policyDocument = { ...document, Statement: statements };
  }
}
