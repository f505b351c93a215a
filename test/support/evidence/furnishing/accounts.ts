import { plant } from '../../canary/canary.ts';
import { type Furnishing, make } from './furnishing.ts';

export const accountsFurnishing: Furnishing = {
  async furnish(target, person) {
    const label = plant('a label of a key');
    await make(target, person, '/v1/api-keys', {
      label: label.text,
      scopes: ['credits:read'],
      expiresInDays: 1,
    });
    return { texts: [label] };
  },
};
