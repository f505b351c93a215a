import { type IAspect, Stack } from 'aws-cdk-lib';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** Of TLS there is none; of a principal the emulator names the session, and never the role. */
const unseen = ['aws:SecureTransport', 's3:TlsVersion', 'aws:PrincipalArn'] as const;

interface Statement {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Takes out of bucket policies what an emulator cannot judge, first of all the demand for TLS; every other statement stays. */
export class PlainTransport implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnBucketPolicy)) return;
    const document: { Statement: readonly Statement[] } = Stack.of(node).resolve(node.policyDocument);
    const statements = document.Statement.filter(
      ({ Condition = {} }) => !Object.values(Condition).some((test) => unseen.some((key) => key in test)),
    );
    if (statements.length === 0) node.node.scope?.node.tryRemoveChild(node.node.id);
    else node.policyDocument = { ...document, Statement: statements };
  }
}
