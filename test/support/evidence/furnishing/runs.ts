import { plant } from '../../canary/canary.ts';
import { plantRun } from '../planting.ts';
import type { Furnishing } from './furnishing.ts';

export const runsFurnishing: Furnishing = {
  async furnish(target, person) {
    const line = plant('a line of a log');
    await plantRun(target, person, 0, 7, line.text);
    return { texts: [line] };
  },
};
