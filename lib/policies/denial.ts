/** A statement of a service control policy: what nobody in the account may do. */
export interface Denial {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whom `cdk deploy` acts as; changes go through a deployment, and so through the invariants, or not at all. */
export const deployer = 'arn:aws:iam::*:role/cdk-*-cfn-exec-role-*';
/** Whom `cdk deploy` uploads code as. */
export const publisher = 'arn:aws:iam::*:role/cdk-*-file-publishing-role-*';
/** The roles of the platform; no person may become one of them, or make another by that name. */
export const platformRoles = 'arn:aws:iam::*:role/cloister-*';
/** Whom EC2 acts as when a machine opens its encrypted volume; nobody can have its credentials, and policies bind it. */
export const infrastructure = 'arn:aws:iam::*:role/aws:ec2-infrastructure*';

/** Every resource of a deployment carries this tag. */
export const ours = { Null: { 'aws:ResourceTag/cloister:stage': 'false' } };

/** To whom, what and when a denial applies; to everybody, everything and always where nothing is said. */
interface Scope {
  readonly unless?: readonly string[];
  readonly on?: string | readonly string[];
  readonly where?: Denial['Condition'];
}

export function deny(Sid: string, Action: readonly string[], scope: Scope = {}): Denial {
  const { unless, on = '*', where } = scope;
  const Condition = { ...(unless && { ArnNotLike: { 'aws:PrincipalArn': unless } }), ...where };
  return {
    Sid,
    Effect: 'Deny',
    Action,
    Resource: on,
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}
