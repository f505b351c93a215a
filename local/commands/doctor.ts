import { parseArgs } from 'node:util';
import { checks } from '../cloud/doctor/all.ts';
import { countOf, examine, linesOf } from '../cloud/doctor/examine.ts';
import { atPlace } from '../cloud/doctor/place.ts';
import { doctorPolicy } from '../cloud/doctor/reads.ts';
import { inOperatorWords } from '../cloud/fault.ts';
import { type Asked, orderOptions, readOrder } from '../cloud/operator-settings.ts';

/**
 * `npm run doctor -- --profile cloister --stage dev`: asks AWS, as the operator, whether an account is ready, or a
 * deployment as it should be, and changes nothing. `--json` for programs; `--policy` prints the rights that it needs.
 */
async function doctor(asked: Asked, json: boolean): Promise<boolean> {
  const order = readOrder(asked);
  return atPlace(order, async (place) => {
    const { account, home } = place;
    const answers = await examine(place, checks);
    const { profile, stage } = order;
    if (json) console.log(JSON.stringify({ profile, stage, account, region: home, answers }, undefined, 2));
    else console.log([`${profile} ${stage}: account ${account}, ${home}`, ...linesOf(answers)].join('\n'));
    return countOf(answers, 'bad') === 0;
  });
}

await inOperatorWords(async () => {
  const { values } = parseArgs({
    options: {
      ...orderOptions,
      json: { type: 'boolean', default: false },
      policy: { type: 'boolean', default: false },
    },
  });
  if (values.policy) console.log(JSON.stringify(doctorPolicy, undefined, 2));
  else if (!(await doctor(values, values.json))) process.exitCode = 1;
});
