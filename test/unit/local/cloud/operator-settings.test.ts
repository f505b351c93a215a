import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../../../local/cloud/next-steps.ts';
import { readOrder } from '../../../../local/cloud/operator-settings.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder();
const example: Record<string, unknown> = JSON.parse(readFileSync('cloister.settings.example.json', 'utf8'));
const { domain: _domain, mailSender: _sender, ...rest } = example;
const own = {
  ...rest,
  privacyContact: 'privacy@house.test',
  alarmAddress: 'alarms@house.test',
  controller: { name: 'House', address: 'A street', country: 'DE' },
};

function written(settings: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
}

describe('what is asked of npm run deploy', () => {
  it('is taken with settings of one’s own', () => {
    const order = readOrder({ profile: 'aegent', stage: 'dev', settings: written(own) });
    expect(order).toMatchObject({
      profile: 'aegent',
      stage: 'dev',
      settings: { privacyContact: 'privacy@house.test' },
    });
  });

  it.each([
    ['no stage', { settings: written(own) }, /Say which stage/],
    ['the local stage', { stage: 'local', settings: written(own) }, /Say which stage/],
    ['no file', { stage: 'dev', settings: join(folder, 'none.json') }, /Copy cloister.settings.example.json/],
    ['no JSON', { stage: 'dev', settings: written('{') }, /not JSON/],
    [
      'the example',
      { stage: 'dev', settings: written(example) },
      /still the example's: domain, privacyContact, controller/,
    ],
    ['prod without a domain', { stage: 'prod', settings: written(own) }, /prod needs a domain/],
    ['an unknown profile', { profile: 'other', stage: 'dev', settings: written(own) }, /profile/],
    [
      'a Region without models',
      { stage: 'dev', settings: written({ ...own, region: 'sa-east-1' }) },
      /region: no model/,
    ],
    ['an unknown setting', { stage: 'dev', settings: written({ ...own, colour: 'red' }) }, /colour/],
  ])('is refused with a sentence: %s', (_what, asked, sentence) => {
    expect(() => readOrder(asked)).toThrow(sentence);
  });

  it('ends with what only a person can do', () => {
    const reached = { account: '111122223333', origin: 'https://x.test', api: 'https://y.test/live/' };
    const dev = nextSteps(readOrder({ stage: 'dev', settings: written(own) }), reached);
    expect(dev.at(-1)).toBe('Look at it: npm run smoke -- --url https://x.test --api https://y.test/live/');
    expect(dev.join()).not.toContain('service-control-policy');
    const domain = { name: 'x.test', hostedZoneId: 'Z1', hostedZoneName: 'x.test' };
    const prod = nextSteps(readOrder({ stage: 'prod', settings: written({ ...own, domain }) }), reached);
    expect(prod.join()).toContain('docs/guides/service-control-policy-*.json');
  });
});
