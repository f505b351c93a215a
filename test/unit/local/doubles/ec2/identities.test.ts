import { expect, it } from 'vitest';
import { type Identities, outsideOf, slotOf } from '../../../../../local/doubles/ec2/identities.ts';
import { parseUnit } from '../../../../../local/doubles/ec2/inside/unit-file.ts';
import { isolationHere } from '../../../../../local/doubles/ec2/isolation.ts';
import { metadataReaders } from '../../../../../local/doubles/ec2/machine.ts';

const own: Identities = { kind: 'own-range', users: [[0, 1_000_065_536, 65_536]], groups: [] };
const shared: Identities = {
  kind: 'shared-range',
  users: [
    [0, 1000, 1],
    [1, 100_000, 65_535],
  ],
  groups: [],
};
const one: Identities = { kind: 'one', users: [[0, 1000, 1]], groups: [] };

it('knows which number a user of a machine has outside', () => {
  expect([0, 990].map((inside) => outsideOf(own, inside))).toEqual([1_000_065_536, 1_000_066_526]);
  expect([0, 1, 990].map((inside) => outsideOf(shared, inside))).toEqual([1000, 100_000, 100_989]);
  expect([0, 990].map((inside) => outsideOf(one, inside))).toEqual([1000, 1000]);
  expect(() => outsideOf(shared, 65_536)).toThrow('not mapped');
});

it('finds a machine’s slot by the owner of its disk', () => {
  expect([1000, 1_000_000_000, 1_000_065_536].map(slotOf)).toEqual([0, 0, 1]);
});

it('lets root and runner read metadata, and cannot tell where everybody is one', () => {
  expect(metadataReaders(shared)).toEqual(new Set([1000, 100_989]));
  expect(metadataReaders(one)).toBeUndefined();
});

it('says plainly what is not kept apart', async () => {
  expect(await isolationHere('off')).toMatchObject({
    kind: 'open',
    message: expect.stringContaining('run on this computer as you'),
  });
  const here = await isolationHere('');
  expect(here.message).toMatch(
    here.kind === 'sandbox' ? /share this computer’s network/ : /CLOISTER_VM_SANDBOX=off/,
  );
});

it('reads of a unit file what is played', () => {
  const text =
    '[Service]\nUser=runner\nSupplementaryGroups=agent x\nExecStart=node-24 /a run\nStateDirectory=s\nStateDirectoryMode=0700\nRuntimeDirectory=r\n';
  expect(parseUnit('a.service', text)).toEqual({
    name: 'a.service',
    command: ['node-24', '/a', 'run'],
    user: 'runner',
    groups: ['agent', 'x'],
    folders: [
      { path: '/run/r', mode: '0755' },
      { path: '/var/lib/s', mode: '0700' },
    ],
  });
  expect(() => parseUnit('b.service', '[Service]\n')).toThrow('starts nothing');
});
