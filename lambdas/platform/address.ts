import { domainToASCII } from 'node:url';

/** An address without what its provider ignores, so that one mailbox has one spelling. */
export interface Mailbox {
  readonly address: string;
  /** The domain that somebody registered: sub-domains are free, so they count together. */
  readonly domain: string;
}

/** Providers that deliver to the same mailbox with dots or without; the second is the first by another name. */
const dotless: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/** The mailbox of an address: case, `+tag`, dots where the provider ignores them, and the ASCII form of its domain. */
export function mailboxOf(address: string): Mailbox {
  const at = address.lastIndexOf('@');
  const written = domainToASCII(address.slice(at + 1).trim()).replace(/\.$/, '');
  const name = address.slice(0, at).trim().normalize('NFKC').toLowerCase().replace(/\+.*$/, '');
  const host = dotless[written] ?? written;
  const local = written in dotless ? name.replaceAll('.', '') : name;
  return { address: `${local}@${host}`, domain: registered(host) };
}

/** The last two labels, or three where the second is short, as in `co.uk`: near enough for a bound, without a list of thousands. */
function registered(host: string): string {
  const labels = host.split('.');
  const isShared = labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3;
  return labels.slice(isShared ? -3 : -2).join('.');
}
