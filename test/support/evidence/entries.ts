import { resourcesOf } from './access.ts';
import { at, referenceOf, type Template } from './template.ts';

/** What each behaviour of the distributions tells browsers by headers; nothing where it names no policy of the templates. */
export function headersOfEntries(templates: readonly Template[]): readonly unknown[] {
  const policies = resourcesOf(templates, 'AWS::CloudFront::ResponseHeadersPolicy');
  const named = (id: unknown) => policies.find((policy) => referenceOf(policy) === id)?.properties;
  return resourcesOf(templates, 'AWS::CloudFront::Distribution').flatMap(({ properties }) => {
    const config = properties['DistributionConfig'];
    const behaviours = [at(config, 'DefaultCacheBehavior'), at(config, 'CacheBehaviors') ?? []].flat();
    return behaviours.map((behaviour) =>
      at(named(at(behaviour, 'ResponseHeadersPolicyId')), 'ResponseHeadersPolicyConfig'),
    );
  });
}
