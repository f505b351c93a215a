import { offers } from '../config.ts';
import type { Page } from './page.ts';

/** Every page, whatever the profile. */
export const pages: readonly Page[] = Object.values(
  import.meta.glob<Page>('./*/route.ts', { eager: true, import: 'route' }),
);

/** The pages that this deployment's profile has. */
export const offeredPages = (): readonly Page[] =>
  pages.filter(({ needs }) => needs === undefined || offers(needs));

/** Whether an address is a page's or below it. */
export const isAt = (address: string, { href }: Pick<Page, 'href'>): boolean =>
  address === href || address.startsWith(`${href}/`);

/** The page that an address names, whoever may see it. */
export const pageAt = (address: string): Page | undefined => pages.find((page) => isAt(address, page));
