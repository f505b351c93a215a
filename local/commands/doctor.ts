import dns from 'node:dns/promises';
import { parseArgs } from 'node:util';
import { checks } from '../cloud/doctor/all.ts';
import { Clients } from '../cloud/doctor/clients.ts';
import { countOf, examine, linesOf } from '../cloud/doctor/examine.ts';
import { findPlace } from '../cloud/doctor/place.ts';
import { doctorPolicy } from '../cloud/doctor/reads.ts';
import { inOperatorWords } from '../cloud/fault.ts';
import { type Asked, readOrder } from '../cloud/operator-settings.ts';

/**
 * `npm run doctor -- --profile cloister --stage dev`: asks AWS, as the operator, whether an account is ready, or a
 * deployment as it should be, and changes nothing. `--json` for programs; `--policy` prints the rights that it needs.
 */
async function doctor(asked: Asked, json: boolean): Promise<boolean> {
  const order = readOrder(asked);
  const clients = new Clients();
  try {
    const place = await findPlace(order, clients, dns);
    const { account, home } = place;
    const answers = await examine(place, checks);
    const { profile, stage } = order;
    if (json) console.log(JSON.stringify({ profile, stage, account, region: home, answers }, undefined, 2));
    else console.log([`${profile} ${stage}: account ${account}, ${home}`, ...linesOf(answers)].join('\n'));
    return countOf(answers, 'bad') === 0;
  } finally {
    clients.close();
  }
}

await inOperatorWords(async () => {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      stage: { type: 'string' },
      settings: { type: 'string' },
      json: { type: 'boolean', default: false },
      policy: { type: 'boolean', default: false },
    },
  });
  if (values.policy) console.log(JSON.stringify(doctorPolicy, undefined, 2));
  else if (!(await doctor(values, values.json))) process.exitCode = 1;
});
