import { unfound } from './unfound.ts';

export const browserKeeper = unfound('it is in the person’s own browser');
