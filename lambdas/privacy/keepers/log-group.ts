import { unfound } from './unfound.ts';

export const logGroupKeeper = unfound('a log is kept by request, and no line of it by account');
