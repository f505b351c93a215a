import {
  type FoundationModelLifecycle,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  GetUseCaseForModelAccessCommand,
} from '@aws-sdk/client-bedrock';
import type { Model } from '../../../policy/models.ts';
import { isUnverified, livingModels, offeredModels } from './catalogue.ts';
import type { Check } from './check.ts';
import { bad, type Finding, good, goodUnless, lookAtEach, unlessFault, warns } from './finding.ts';
import type { Place } from './place.ts';

/** Makers name an end half a year before; what ends sooner wants its successor now. */
const SOON_DAYS = 90;
const DAY = 86_400_000;

const looks = { life, profile, access, retention };

const about = (...parts: readonly (keyof typeof looks)[]): Check => ({
  name: 'models',
  look: (place) =>
    lookAtEach(
      parts.flatMap((part) =>
        (part === 'retention' ? livingModels : offeredModels(place)).map((model) => ({ model, part })),
      ),
      ({ model, part }) => `${model.id} ${part}`,
      ({ model, part }) => looks[part](place, model),
    ),
});

/** What a deployment must not begin without: each model is there, and its profile leads nowhere else. */
export const modelsThereCheck = about('life', 'profile');

/** Each model of the catalogue, as Bedrock says it is: that it lives, where its profile leads, and that the account may call it. */
export const modelsCheck: Check = {
  name: 'models',
  look: async (place) => [
    ...(await about('life', 'profile', 'access', 'retention').look(place)),
    ...(await lookAtEach(['use case'], String, (of) => useCase(place, of))),
  ],
};

const gone = ['ResourceNotFoundException', 'ValidationException'];

async function life({ clients, home }: Place, { id, foundationModel }: Model): Promise<Finding> {
  const of = `${id} life`;
  const answer = await unlessFault(
    clients.bedrock(home).send(new GetFoundationModelCommand({ modelIdentifier: foundationModel })),
    ...gone,
  );
  const { modelLifecycle, responseStreamingSupported } = answer?.modelDetails ?? {};
  if (modelLifecycle === undefined)
    return bad(
      of,
      `${foundationModel} is not in ${home}`,
      `Retire ${id} in policy/models.ts, or choose another Region.`,
    );
  if (responseStreamingSupported !== true)
    return bad(of, 'it does not stream', `Retire ${id} in policy/models.ts: every answer is a stream.`);
  return lifeOf(of, modelLifecycle, Date.now());
}

/** What Bedrock's own dates say; the maker's do not count. */
export function lifeOf(of: string, found: FoundationModelLifecycle, now: number): Finding {
  const { status = 'unknown', endOfLifeTime, legacyTime, publicExtendedAccessTime } = found;
  const day = (at: Date | undefined) => at?.toISOString().slice(0, 10) ?? 'a day that is not told yet';
  const todo = 'Offer its successor in policy/models.ts and retire it before its end.';
  const ends = `its end is ${day(endOfLifeTime)}`;
  if (status !== 'ACTIVE') {
    const dearer = publicExtendedAccessTime ? `, dearer from ${day(publicExtendedAccessTime)}` : '';
    return warns(
      of,
      `${status} since ${day(legacyTime)}: refuses accounts that are new to it; ${ends}${dearer}`,
      todo,
    );
  }
  return endOfLifeTime !== undefined && endOfLifeTime.getTime() < now + SOON_DAYS * DAY
    ? warns(of, ends, todo)
    : good(of, endOfLifeTime === undefined ? 'active' : `active, ${ends}`);
}

async function profile({ clients, home, group, destinations }: Place, model: Model): Promise<Finding> {
  const of = `${model.id} profile`;
  const id = model.inferenceProfile[group];
  const retire = `Retire ${model.id} in policy/models.ts: a call may go where zero retention is not set.`;
  const answer = await unlessFault(
    clients.bedrock(home).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id })),
    ...gone,
  );
  if (answer === undefined)
    return bad(of, `${id} is not in ${home}`, `Retire ${model.id} in policy/models.ts.`);
  // An ARN without a Region is anywhere.
  const regions = (answer.models ?? []).map(({ modelArn = '' }) => modelArn.split(':')[3] || 'anywhere');
  const foreign = [...new Set(regions)].filter((region) => !destinations.includes(region));
  if (foreign.length > 0) return bad(of, `leads to ${foreign.join(', ')}`, retire);
  if (regions.length === 0) return bad(of, 'AWS names no Region that it leads to', retire);
  return answer.status === 'ACTIVE'
    ? good(of, `leads to ${regions.join(', ')}`)
    : bad(of, `is ${answer.status}`, `Retire ${model.id} in policy/models.ts until it is active.`);
}

async function access({ clients, home }: Place, { id, maker, foundationModel }: Model): Promise<Finding> {
  const found = await unlessFault(
    clients.bedrock(home).send(new GetFoundationModelAvailabilityCommand({ modelId: foundationModel })),
    ...gone,
  );
  const states = {
    agreement: found?.agreementAvailability?.status,
    entitlement: found?.entitlementAvailability,
    Region: found?.regionAvailability,
    authorization: found?.authorizationStatus,
  };
  const amiss = Object.entries(states)
    .filter(([, state]) => state !== 'AVAILABLE' && state !== 'AUTHORIZED')
    .map(([what, state = 'unknown']) => `${what} ${state}`);
  const todo =
    maker === 'Amazon'
      ? 'Ask AWS support: models of Amazon are there without asking.'
      : `In Bedrock's console in ${home}, send one message to it in the playground, as somebody with the Marketplace permissions: that subscribes the account.`;
  return goodUnless(bad, amiss, `${id} access`, 'the account may call it', todo);
}

/** In `prod` it is not offered until then. */
async function retention(place: Place, model: Model): Promise<Finding> {
  const of = `${model.id} retention`;
  if (isUnverified(place, model))
    return warns(
      of,
      'nobody has seen yet that it serves under mode none: prod does not offer it',
      'While mode is none, call it once (docs/guides/first-account.md). Where it answers, name it in "confirmedModels".',
    );
  return model.verified
    ? good(of, 'serves under mode none, as the catalogue has it from its sources')
    : good(of, 'serves under mode none, as the operator has seen');
}

async function useCase(place: Place, of: string): Promise<Finding> {
  const { clients, home } = place;
  const makers = [...new Set(offeredModels(place).map(({ maker }) => maker))];
  if (!makers.includes('Anthropic')) return good(of, 'no model of the catalogue asks for one');
  const answer = await unlessFault(
    clients.bedrock(home).send(new GetUseCaseForModelAccessCommand({})),
    'ResourceNotFoundException',
  );
  return (answer?.formData?.length ?? 0) === 0
    ? bad(
        of,
        'Anthropic was told none',
        "Open a model of Anthropic in Bedrock's console: it asks for the use case, once an account.",
      )
    : good(of, 'Anthropic was told one');
}
