import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { configuredPorts, rememberedFreePorts, requireFree } from '../../../../local/deployment/ports.ts';
import { listen } from '../../../../local/doubles/listen.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the ports of a local deployment', () => {
  it('are fixed unless the environment names others', () => {
    expect(configuredPorts({})).toEqual({ cloudfront: 4310, emulator: 4311, bedrock: 4312 });
    expect(configuredPorts({ CLOISTER_PORT: '5310' })).toEqual({
      cloudfront: 5310,
      emulator: 5311,
      bedrock: 5312,
    });
    for (const none of ['web', '0', '65534'])
      expect(() => configuredPorts({ CLOISTER_PORT: none })).toThrow('CLOISTER_PORT is not a port');
  });

  it('stay the same from one test run to the next, until one is taken', async () => {
    const folder = temporaryFolder();
    const first = await rememberedFreePorts(folder);
    expect(await rememberedFreePorts(folder)).toEqual(first);
    const taken = createServer();
    await listen(taken, first.bedrock);
    expect((await rememberedFreePorts(folder)).bedrock).not.toBe(first.bedrock);
    taken.close();
  });

  it('say which one is taken and which variable moves it', async () => {
    const folder = temporaryFolder();
    const ports = await rememberedFreePorts(folder);
    await expect(requireFree(ports)).resolves.toBeUndefined();
    const taken = createServer();
    await listen(taken, ports.emulator);
    await expect(requireFree(ports)).rejects.toThrow(
      `Port ${ports.emulator} (emulator) is taken; choose others with CLOISTER_PORT.`,
    );
    taken.close();
  });
});
