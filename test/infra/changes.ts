import type { ClaimId } from '../../policy/claims/claim.ts';
import { at, isRecord, type Resource } from '../support/evidence/template.ts';

/** Changes a copy of a resource in place, says that it is gone, or adds others. */
export type Change = (resource: Resource) => unknown;

/** Controls broken in the templates, by claim and what is broken; the evidence of the claim must fail then. */
export const breaksOf = (byClaim: Readonly<Partial<Record<ClaimId, Readonly<Record<string, Change>>>>>) =>
  Object.entries(byClaim).flatMap(([claim, breaks = {}]) =>
    Object.entries(breaks).map(([broken, change]) => ({ claim, broken, change })),
  );

/** What a part of a resource is to be: properties that replace its own, or an act upon it. */
export type Patch = Readonly<Record<string, unknown>> | ((part: Record<string, unknown>) => void);
export const patch = (part: Record<string, unknown>, change: Patch): unknown =>
  typeof change === 'function' ? change(part) : Object.assign(part, change);

/** Sets a property of every resource of a type: `'Schema.1'`. */
export const set =
  (type: string, path: string, value: unknown) =>
  (resource: Resource): void => {
    if (resource.type !== `AWS::${type}`) return;
    const names = path.split('.');
    const last = names.pop() ?? '';
    const holder = at(resource.properties, ...names);
    if (Array.isArray(holder)) holder[Number(last)] = value;
    else if (isRecord(holder)) holder[last] = value;
  };

export const ofDistribution = (path: string, value: unknown) =>
  set('CloudFront::Distribution', `DistributionConfig.${path}`, value);

export const remove = (type: string) => (resource: Resource) =>
  resource.type === `AWS::${type}` ? 'gone' : undefined;

/** Changes each statement of the policies of a type. */
export const eachStatement =
  (type: string, change: Patch) =>
  (resource: Resource): void => {
    if (resource.type !== `AWS::${type}`) return;
    const document = resource.properties['PolicyDocument'];
    for (const one of [at(document, 'Statement')].flat()) if (isRecord(one)) patch(one, change);
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
  (change: Patch) =>
  (resource: Resource): void => {
    for (const origin of [at(resource.properties, 'DistributionConfig', 'Origins')].flat()) {
      const config = at(origin, 'CustomOriginConfig');
      if (isRecord(config)) patch(config, change);
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
