import { plant } from '../../canary/canary.ts';
import { type Furnishing, make } from './furnishing.ts';

export const credentialsFurnishing: Furnishing = {
  async furnish(target, person) {
    const [label, secret] = [plant('a label of a credential'), plant('a credential')];
    await make(target, person, '/v1/credentials', { label: label.text, value: secret.text });
    return { texts: [label], secret };
  },
};
