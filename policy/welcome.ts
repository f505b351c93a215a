/**
 * How many accounts of one mail domain get welcome credits a day: an office that tries the service together does, a farm
 * with a domain of its own earns less than the domain costs.
 */
const A_DOMAIN_AND_DAY = 10;

/** Domains where anybody may have an address: bounded by how many people they have, so that one farm cannot take all. */
const publicDomains: Readonly<Record<string, number>> = {
  'gmail.com': 1_000,
  'outlook.com': 500,
  'hotmail.com': 500,
  'icloud.com': 500,
  'yahoo.com': 300,
  'live.com': 200,
  'gmx.de': 200,
  'gmx.net': 200,
  'web.de': 200,
  'proton.me': 100,
  'aol.com': 100,
  'orange.fr': 100,
  'libero.it': 100,
  't-online.de': 100,
};

/** How many welcomes a domain gets a day. */
export const welcomesADay = (domain: string): number => publicDomains[domain] ?? A_DOMAIN_AND_DAY;
