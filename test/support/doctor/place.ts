import { livingModels } from '../../../local/cloud/doctor/catalogue.ts';
import { Clients } from '../../../local/cloud/doctor/clients.ts';
import { type Dns, findPlace, type Place } from '../../../local/cloud/doctor/place.ts';
import type { Order } from '../../../local/cloud/operator-settings.ts';
import { modelIds } from '../../../policy/models.ts';
import { asItShouldBe, home, servers, zoneId } from './recordings.ts';
import { type Recordings, recordedAws } from './wire.ts';

const settings: Order['settings'] = {
  region: home,
  domain: { name: 'app.house.test', hostedZoneId: zoneId, hostedZoneName: 'house.test' },
  privacyContact: 'privacy@house.test',
  controller: { name: 'House', address: 'A street', country: 'DE' },
  confirmedModels: modelIds.filter((id) => livingModels.some((model) => model.id === id)),
  mailSender: 'hello@house.test',
  alarmAddress: 'alarms@house.test',
};

const nothing = Object.assign(new Error('queryCaa ENODATA'), { code: 'ENODATA' });
export const names: Dns = {
  resolveNs: async () => [...servers],
  resolveTxt: async (name) =>
    name.startsWith('_dmarc.') ? [['v=DMARC1; ', 'p=reject']] : [['v=spf1 include:amazonses.com ~all']],
  resolveCaa: async () => {
    throw nothing;
  },
};

/** What differs from an account that is as it should be, with a whole deployment of `prod`. */
export interface Differing {
  readonly aws?: Recordings;
  readonly dns?: Partial<Dns>;
  readonly stage?: Order['stage'];
  readonly settings?: Partial<Order['settings']>;
  readonly without?: 'domain' | 'mailSender';
}

export function orderOf(differing: Differing = {}): Order {
  const { domain, mailSender, ...rest } = settings;
  const own = {
    ...rest,
    ...(differing.without === 'domain' ? {} : { domain }),
    ...(differing.without === 'mailSender' ? {} : { mailSender }),
    ...differing.settings,
  };
  return { profile: 'cloister', stage: differing.stage ?? 'prod', file: 'own.json', settings: own };
}

export async function placeOf(differing: Differing = {}): Promise<Place & { readonly asked: Set<string> }> {
  const way = recordedAws({ ...asItShouldBe, ...differing.aws });
  const place = await findPlace(orderOf(differing), new Clients(way), { ...names, ...differing.dns });
  return { ...place, asked: way.asked };
}
