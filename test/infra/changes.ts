import type { ClaimId } from '../../policy/claims/claim.ts';
import { at, isRecord, type Resource } from '../support/evidence/template.ts';

/** One control broken in the templates; the evidence of the claim must fail then. */
export interface Break {
  readonly claim: ClaimId;
  readonly broken: string;
  /** Changes a copy of a resource in place, says that it is gone, or adds others. */
  readonly change: (resource: Resource) => unknown;
}

/** Sets a property at a path of every resource of a type. */
export const set =
  (type: string, path: readonly string[], value: unknown) =>
  (resource: Resource): void => {
    if (resource.type !== `AWS::${type}`) return;
    const holder = at(resource.properties, ...path.slice(0, -1));
    const last = path.at(-1) ?? '';
    if (Array.isArray(holder)) holder[Number(last)] = value;
    else if (isRecord(holder)) holder[last] = value;
  };

export const remove = (type: string) => (resource: Resource) =>
  resource.type === `AWS::${type}` ? 'gone' : undefined;

/** Changes each statement of the policies of a type. */
export const eachStatement =
  (type: string, change: (statement: Record<string, unknown>) => void) =>
  (resource: Resource): void => {
    if (resource.type !== `AWS::${type}`) return;
    const document = resource.properties['PolicyDocument'];
    for (const one of [at(document, 'Statement')].flat()) if (isRecord(one)) change(one);
  };

/** Changes each rule of the web ACLs. */
export const eachRule =
  (change: (rule: Record<string, unknown>) => void) =>
  (resource: Resource): void => {
    if (resource.type !== 'AWS::WAFv2::WebACL') return;
    for (const rule of [at(resource.properties, 'Rules')].flat()) if (isRecord(rule)) change(rule);
  };

/** Changes how each distribution speaks to origins that are no bucket. */
export const eachOrigin =
  (change: (config: Record<string, unknown>) => void) =>
  (resource: Resource): void => {
    for (const origin of [at(resource.properties, 'DistributionConfig', 'Origins')].flat()) {
      const config = at(origin, 'CustomOriginConfig');
      if (isRecord(config)) change(config);
    }
  };

export const withoutDeny = (sid: string) =>
  eachStatement('IAM::ManagedPolicy', (one) => {
    if (one['Sid'] === sid) one['Effect'] = 'Allow';
  });
export const grantedToo = (action: string, resource = '*') =>
  eachStatement('IAM::Policy', (one) => {
    one['Action'] = [one['Action'], action].flat();
    if (resource === '*') one['Resource'] = '*';
  });

export const distribution = ['DistributionConfig'];
