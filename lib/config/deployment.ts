import { Aws, Fn } from 'aws-cdk-lib';
import { type Model, modelsOffered, type RegionGroup, regionGroupOf } from '../../policy/models.ts';
import type { Capability, Profile } from '../../policy/profile.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { longestLife } from './longest-life.ts';
import { type Choice, readSettings, type Settings, type Stage } from './settings.ts';

/** Everything that stacks know about the deployment that they are part of. */
export interface Deployment {
  readonly profile: Profile;
  readonly stage: Stage;
  readonly settings: Settings;
  readonly capabilities: readonly Capability[];
  readonly region: string;
  readonly regionGroup: RegionGroup;
  /** What is offered here. */
  readonly models: readonly Model[];
  /** The console's and the API's one origin. */
  readonly origin: string;
  readonly signInUrl: (domainPrefix: string) => string;
  /** Where the user pool's public keys are. */
  readonly jwksUrl: (userPoolId: string) => string;
  /** Where the browser reaches the user pool's `SignUp`. */
  readonly cognitoEndpoint: string;
  /** Throw-away stages may lose their data with their stack. */
  readonly keepsData: boolean;
  /** Zones of the networks: one where a pause costs little, three in prod. */
  readonly zones: 1 | 3;
  /** Where CloudFront's certificate and web ACL must be. */
  readonly edgeRegion: string;
  /** Whether the console is part of what is deployed; locally the edge serves it from its folder. */
  readonly publishesSite: boolean;
  /** The most seconds that a function may run, whatever it asks for: shortened where tests cannot wait a quarter of an hour. */
  readonly longestRun: number;
  /** What an erasure waits out before it proves. */
  readonly longestLife: number;
  /** Bundles are left out where only the template matters. */
  readonly bundles: boolean;
}

/** Origin of a first deployment without a domain: nothing answers there, and sign-in says so. */
const UNKNOWN_ORIGIN = 'https://origin-not-known-yet.invalid';

/** Lambda's own limit, in seconds. */
const LAMBDA_LIMIT = 900;

/** The policy's text comes from the profile and from the settings, so its date is that of the later change. */
function revised(profile: Profile, { policyRevised = '' }: Settings): Profile {
  return policyRevised > profile.policyRevised ? { ...profile, policyRevised } : profile;
}

export function readDeployment(choice: Choice & { readonly bundling?: unknown }): Deployment {
  const { profile: id, stage, settings } = readSettings(choice);
  const profile = revised(profiles[id], settings);
  const regionGroup = regionGroupOf(settings.region);
  if (regionGroup === undefined) throw new Error(`no models in ${settings.region}`);
  const { local, domain, region } = settings;
  const longestRun = local?.longestRun ?? LAMBDA_LIMIT;
  return {
    profile,
    stage,
    settings,
    capabilities: profile.capabilities,
    region,
    regionGroup,
    models: modelsOffered(stage, settings.confirmedModels),
    origin: local?.origin ?? (domain ? `https://${domain.name}` : (settings.origin ?? UNKNOWN_ORIGIN)),
    signInUrl: (prefix) =>
      local?.emulator ?? Fn.join('', ['https://', prefix, `.auth.${region}.amazoncognito.com`]),
    jwksUrl: (pool) =>
      Fn.join('', [
        local?.emulator ?? `https://cognito-idp.${region}.${Aws.URL_SUFFIX}`,
        '/',
        pool,
        '/.well-known/jwks.json',
      ]),
    cognitoEndpoint: local?.emulator ?? `https://cognito-idp.${region}.amazonaws.com`,
    keepsData: stage === 'prod',
    zones: stage === 'prod' ? 3 : 1,
    edgeRegion: stage === 'local' ? region : 'us-east-1',
    publishesSite: stage !== 'local',
    longestRun,
    longestLife: longestLife(profile.capabilities, longestRun),
    bundles: choice.bundling !== 'off',
  };
}
