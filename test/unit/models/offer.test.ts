import { expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/models/catalogue.ts';
import { offeredModel, permittedModel, usualModel } from '../../../lambdas/models/offer.ts';
import { modelReading } from '../../../lambdas/models/read-models.ts';
import { livesIn } from '../../../lambdas/models/retention-guard.ts';

const now = Date.parse('2026-11-29T12:00:00.000Z');
const offered = ['claude-sonnet-5', 'nova-2-lite'] as const;
const regions = ['eu-central-1', 'eu-west-1'];
const id = 'nova-2-lite';
const facts = { isLegacy: false, endsAt: undefined, regions };
const read = (said: Partial<typeof facts> | undefined, at = now) =>
  modelReading({ id }, said && { ...facts, ...said }, regions, at);
const permit = (reading: ReturnType<typeof read> | undefined) => () =>
  permittedModel(offered, livesIn(reading ? [reading] : [], now), id);

it('a retired model is refused with a stable code and its successor', () => {
  expect(() => offeredModel(offered, 'claude-sonnet-4-5')).toThrowError(
    expect.objectContaining({
      code: 'model_retired',
      faults: [{ pointer: '/model', reason: 'claude-sonnet-5-5' }],
    }),
  );
});

it.each(['claude-opus-5-5', 'no-model'])('%s, which is not on offer here, is refused', (other) => {
  expect(() => offeredModel(offered, other)).toThrowError(
    expect.objectContaining({ code: 'model_not_permitted' }),
  );
});

it('whoever chooses none gets the first on offer', () => {
  expect(usualModel(offered)).toBe('claude-sonnet-5');
});

it('a model that AWS knows, active or legacy, within our Regions, may be asked', () => {
  expect(permit(read({}))().id).toBe(id);
  expect(permit(read({ isLegacy: true }))().id).toBe(id);
});

it.each([
  ['one Region is foreign', read({ regions: [...regions, 'us-east-1'] }), 'retention_guard'],
  ['a destination has no Region', read({ regions: [...regions, ''] }), 'retention_guard'],
  ['no destination is named', read({ regions: [] }), 'retention_guard'],
  ['it was never read', undefined, 'retention_guard'],
  ['the reading is two hours old', read({}, now - 2 * 3_600_000), 'retention_guard'],
  ['AWS knows no such model', read(undefined), 'model_not_permitted'],
])('refused where %s', (_why, reading, code) => {
  expect(permit(reading)).toThrowError(expect.objectContaining({ code }));
});

it('the catalogue says who is on offer, who is leaving and when, and who takes the place', () => {
  const endsAt = new Date('2027-03-30T00:00:00.000Z');
  const leaving = modelReading({ id: 'claude-sonnet-5' }, { ...facts, isLegacy: true, endsAt }, regions, now);
  const readings = [leaving, read(undefined)];
  const told = catalogue({ region: 'eu-central-1', offered }, readings, now);
  const stateOf = (wanted: string) => told.find((one) => one.id === wanted);
  expect(stateOf('claude-sonnet-5')).toMatchObject({
    state: 'offered',
    leaving: true,
    endsOn: '2027-03-30',
    successor: 'claude-sonnet-5-5',
  });
  expect(stateOf('nova-2-lite')).toMatchObject({ state: 'unavailable', leaving: false });
  expect(stateOf('claude-opus-5-5')).toMatchObject({ state: 'unavailable' });
  expect(stateOf('claude-sonnet-4-5')).toMatchObject({ state: 'retired', successor: 'claude-sonnet-5-5' });
});
