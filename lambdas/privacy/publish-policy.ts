import { policyVersions } from '../../contracts/privacy/stores.ts';
import { type Applying, DeploymentRefused } from '../platform/custom-resource.ts';
import { addPolicy } from './policy-store.ts';

/** Publishes the policy that the deployment was synthesized with. Another text needs another date: throws `DeploymentRefused`. */
export const publishPolicy: Applying = async (properties) => {
  const version = policyVersions.item.parse(JSON.parse(String(properties['version'])));
  // T39
  if ((await addPolicy(version)) === 'conflict')
    throw new DeploymentRefused(
      `the policy of ${version.version} is published with another text: set policyRevised, in your settings or in the profile, to the day of the change`,
    );
};
