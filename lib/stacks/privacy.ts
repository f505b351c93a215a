import { CustomResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { policyVersion } from '../../contracts/policy-version.ts';
import { FunctionsStack, type FunctionsStackProps } from './functions.ts';

/** What serves the rights of people; publishing the policy is part of each deployment. */
export class PrivacyStack extends FunctionsStack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props);
    const { profile, settings } = props.platform.deployment;
    const controller = { ...settings.controller, privacyContact: settings.privacyContact };
    new CustomResource(this, 'Policy', {
      serviceToken: this.named('publish-policy').resource.functionArn,
      properties: { version: JSON.stringify(policyVersion(profile, controller)) },
    });
  }
}
