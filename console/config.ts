import type { SiteConfig } from '../contracts/site/edge.ts';
import type { Capability, Profile } from '../policy/profile.ts';
import { profiles } from '../policy/profiles/all.ts';

let loaded: SiteConfig | undefined;

/** Reads the facts once, before anything is drawn. */
export async function loadConfig(): Promise<SiteConfig> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error('config.json is missing');
  const config: SiteConfig = await response.json();
  loaded = config;
  return config;
}

export function siteConfig(): SiteConfig {
  if (!loaded) throw new Error('The configuration is read before the first page');
  return loaded;
}

export function product(): Profile {
  return profiles[siteConfig().profile];
}

/** Whether this deployment's profile has a capability. */
export function offers(capability: Capability): boolean {
  return product().capabilities.includes(capability);
}
