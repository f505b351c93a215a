import { unfound } from './unfound.ts';

export const trailKeeper = unfound('a trail is kept by call of AWS, not by account');
