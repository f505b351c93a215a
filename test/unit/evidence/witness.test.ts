import { describe, expect, it } from 'vitest';
import type { EvidenceClass, EvidenceSettings } from '../../support/evidence/result.ts';
import { Witness } from '../../support/evidence/witness.ts';
import type { Deployment, DeploymentParts } from '../../support/target.ts';

const settings: EvidenceSettings = {
  profile: 'cloister',
  target: 'emulator',
  folder: '.local/none',
};

const parts: DeploymentParts = {
  api: async () => ({ status: 200, headers: new Headers(), body: {} }),
  stream: async function* () {},
  browser: () => Promise.reject(new Error('no browser')),
  aws: {
    client: () => fail(),
    nameOf: () => '',
    functionNamed: () => fail(),
    runScheduled: () => fail(),
    outputs: {},
  },
  people: { newcomer: () => fail(), fresh: () => fail(), signIn: () => fail() },
  models: { calls: async () => [], captures: async () => [], act: async () => {} },
  vmHost: { isRunning: async () => false },
  mailbox: async () => [],
  scan: () => fail(),
};
const fail = () => {
  throw new Error('not part of this test');
};

const emulator: Deployment = {
  kind: 'emulator',
  parts,
  playedBy: { stream: 'the local edge', models: 'the model double', vmHost: 'the VM host' },
};
const live: Deployment = { kind: 'live', parts, playedBy: {} };

const witness = (declared: EvidenceClass, deployment?: Deployment) =>
  new Witness(declared, deployment, settings);

describe('the witness of a check', () => {
  it('takes what was seen on the emulator itself as deployed', async () => {
    const seen = witness('deployed', emulator);
    await seen.api('GET /v1/health');
    expect(seen.evidence).toBe('deployed');
    expect(seen.played).toEqual([]);
  });

  it.each(['models', 'vmHost', 'stream'] as const)(
    'refuses %s as deployed evidence, since a double plays it',
    (part) => {
      expect(() => witness('deployed', emulator)[part]).toThrow('declare it simulated');
    },
  );

  it('names who played in simulated evidence', () => {
    const seen = witness('simulated', emulator);
    expect([seen.models, seen.stream]).toHaveLength(2);
    expect(seen.played).toEqual(['the local edge', 'the model double']);
    expect(seen.evidence).toBe('simulated');
  });

  it('refuses a policy evaluation as anything but simulated', () => {
    expect(() => witness('deployed', emulator).simulate('policy evaluation')).toThrow('declare it simulated');
    expect(() => witness('synth').simulate('policy evaluation')).toThrow('declare it simulated');
  });

  it('calls what was seen on AWS live, unless something stood in', () => {
    const seen = witness('simulated', live);
    expect(seen.models).toBe(parts.models);
    expect(seen.evidence).toBe('live');
    seen.simulate('policy evaluation');
    expect(seen.evidence).toBe('simulated');
  });

  it('keeps evidence from templates away from the deployment', () => {
    expect(() => witness('synth').api).toThrow('templates alone');
  });
});
