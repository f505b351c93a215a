import { describe, expect, it } from 'vitest';
import { emulatorEnvironment } from '../../../../local/emulator/environment.ts';

const environment = emulatorEnvironment({
  port: 4999,
  live: '/state/live',
  temporary: '/temporary',
  programs: ['/node/bin', '/python/bin'],
  addresses: { AWS_ENDPOINT_URL_BEDROCK: 'http://127.0.0.1:5000' },
});

describe('the environment of the emulator', () => {
  it('takes nothing from the developer', () => {
    process.env['CLOISTER_PROBE'] = 'secret';
    expect(JSON.stringify(environment)).not.toContain('secret');
    expect(environment['PATH']).toBe('/node/bin:/python/bin:/usr/bin:/bin');
  });

  it('checks permissions, keeps state, and listens on the loopback address alone', () => {
    expect(environment).toMatchObject({
      AUTH: 'true',
      PERSIST_STATE: '1',
      S3_PERSIST: '1',
      BIND_HOST: '127.0.0.1',
      STATE_DIR: '/state/live/services',
      S3_DATA_DIR: '/state/live/objects',
    });
  });

  it('tells functions the addresses that the SDK reads, and none of their settings', () => {
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4999',
      AWS_ENDPOINT_URL_BEDROCK: 'http://127.0.0.1:5000',
    });
    for (const name of ['LOG_LEVEL', 'NODE_ENV', 'AWS_ACCESS_KEY_ID'])
      expect(environment[name]).toBeUndefined();
  });
});
