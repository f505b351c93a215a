import { type CustomerId, newId } from '../../contracts/ids.ts';
import { type Model, type ModelPrice, priceAt } from '../../policy/models.ts';
import type { HoldStore } from '../billing/hold-store.ts';
import { holdUntil, MAX_HOLDS, type Reservation } from '../billing/ledger.ts';
import { priceOf } from '../billing/prices.ts';
import { Problem } from '../platform/http/problem.ts';
import { ANSWERING_SECONDS } from './call-time.ts';
import type { Question } from './question.ts';
import { roomOf } from './thinking.ts';

/** Fewer tokens than this are no answer: two sentences. */
const FEWEST_TOKENS = 64;
/** A model that thinks on less has often not begun its answer when they are used up. */
const FEWEST_TOKENS_WITH_THOUGHT = 1_024;
/** How often the last credits may be snatched away between reading and reserving them. */
const ATTEMPTS = 4;

/** What a model is to be asked, for whom and what for. */
export interface Request {
  readonly customer: CustomerId;
  readonly model: Model;
  readonly question: Question;
  /** More tokens than the question can come to, and our own count of it. */
  readonly most: number;
  readonly estimated: number;
  /** The longest answer that is wanted; what thinking takes comes on top. */
  readonly maxTokens: number;
  readonly purpose: 'chat' | 'run';
  /** The id of the turn or run that pays for it. */
  readonly of: string;
}

/** A request that is paid in advance; `maxTokens` is what the hold pays for. */
export interface Use extends Request {
  readonly price: ModelPrice;
  readonly hold: Reservation;
}

const TOKENS_OF_PRICE = 1_000_000;

/** The longest answer that so many micro-credits pay for; nothing where they do not pay for a useful one. */
export function affordableTokens(
  available: number,
  { most, maxTokens }: Pick<Request, 'most' | 'maxTokens'>,
  price: ModelPrice,
  fewest = FEWEST_TOKENS,
): number | undefined {
  const left = available * TOKENS_OF_PRICE - most * price.inputPerMillion;
  const tokens = Math.min(maxTokens, Math.floor(left / price.outputPerMillion));
  return tokens < fewest ? undefined : tokens;
}

/**
 * Pays for a request in advance, at the price of the day: the most that an answer can cost or, where there is less, all
 * that is available, for a shorter answer.
 */
export async function reserveUse(
  holds: Pick<HoldStore, 'reserve' | 'read'>,
  request: Request,
  now: number,
): Promise<Use> {
  const { customer, model, most, purpose } = request;
  const price = priceAt(model, new Date(now).toISOString());
  const until = holdUntil(now / 1000, ANSWERING_SECONDS);
  const { effort } = request.question;
  const fewest = effort === undefined ? FEWEST_TOKENS : FEWEST_TOKENS_WITH_THOUGHT;
  const longest = Math.min(request.maxTokens + roomOf(effort), model.maxOutputTokens);
  let maxTokens: number | undefined = longest;
  for (let attempt = 0; attempt < ATTEMPTS && maxTokens !== undefined; attempt++) {
    const amount = Math.max(1, priceOf({ inputTokens: most, outputTokens: maxTokens }, price));
    const hold: Reservation = { holdId: newId('hold'), amount, until, purpose };
    const outcome = await holds.reserve(customer, hold);
    if (outcome === 'reserved') return { ...request, maxTokens, price, hold };
    if (outcome.refused === 'too-many-holds')
      throw new Problem('too_many_requests', `At most ${MAX_HOLDS} things can run on your credits at once.`);
    const { available } = await holds.read(customer);
    maxTokens = affordableTokens(available, { most, maxTokens: longest }, price, fewest);
  }
  throw new Problem('out_of_credits', 'The credits that are left do not pay for an answer.');
}
