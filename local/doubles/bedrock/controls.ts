import * as z from 'zod';

/** Errors that Bedrock answers before a stream begins, with their status. */
export const refusals = {
  AccessDeniedException: 403,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  ValidationException: 400,
} as const;
export type Refusal = keyof typeof refusals;

const breaks = [
  'internalServerException',
  'modelStreamErrorException',
  'modelTimeoutException',
  'serviceUnavailableException',
  'throttlingException',
  'validationException',
  /** The connection is torn down. */
  'reset',
  /** The stream ends in good order, but before `messageStop`. */
  'end',
] as const;

/** How one call shall go; a prompt carries it as `[[models hold=a pace=50 text="Hello"]]`, the admin endpoint as JSON. */
export const control = z.strictObject({
  /** Keep back the last token until this name is released. */
  hold: z.string().min(1).optional(),
  fail: z.custom<Refusal>((name) => typeof name === 'string' && name in refusals).optional(),
  /** Break off in mid-stream, after so many tokens. */
  break: z.enum(breaks).optional(),
  after: z.coerce.number().int().min(0).optional(),
  /** No byte at all, until the caller gives up. */
  silence: z.literal([true, 'true', 'yes']).optional(),
  /** Milliseconds before each token. */
  pace: z.coerce.number().min(0).max(60_000).optional(),
  /** The answer, word for word. */
  text: z.string().min(1).optional(),
  /** An answer of exactly so many tokens. */
  tokens: z.coerce.number().int().min(1).max(100_000).optional(),
  /** What it thinks first; `redacted`: blacked out, `no`: nothing. */
  think: z.string().min(1).optional(),
  /** Why it says that it ended, such as `refusal`. */
  stop: z.string().min(1).optional(),
  /** The command for the shell tool. */
  tool: z.string().min(1).optional(),
});
export type Control = z.infer<typeof control>;

const marker = /\[\[models ((?:"[^"]*"|[^\]"])*)\]\]/g;
const setting = /([a-z]+)=(?:"([^"]*)"|(\S+))/g;

/** A prompt's own controls, and the prompt without them; a marker with a mistake in it is told, not ignored. */
export function readMarkers(prompt: string): { control: Control; prompt: string } | { fault: string } {
  const settings: Record<string, string> = {};
  for (const [, body = ''] of prompt.matchAll(marker)) {
    for (const [, name = '', quoted, bare] of body.matchAll(setting)) settings[name] = quoted ?? bare ?? '';
  }
  const read = control.safeParse(settings);
  if (!read.success)
    return { fault: `The marker of the model double is wrong: ${z.prettifyError(read.error)}` };
  return { control: read.data, prompt: prompt.replaceAll(marker, ' ').trim() };
}

/** A control that a test has laid ready for the next calls that it fits. */
export const rule = z.strictObject({
  control,
  times: z.int().min(1).default(1),
  modelId: z.string().optional(),
  region: z.string().optional(),
});
export type Rule = z.infer<typeof rule>;

/** The rules in force and the names that hold a last token back. */
export class Controls {
  private rules: Rule[] = [];
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly released = new Set<string>();

  add(added: Rule): void {
    this.rules.push(added);
  }

  clear(): void {
    this.rules = [];
    for (const name of this.waiting.keys()) this.release(name);
    this.released.clear();
  }

  /** The control of the first rule that fits; it is used up with its last time. */
  take(call: { modelId: string; region: string }): Control {
    const fits = (entry: Rule): boolean =>
      (entry.modelId ?? call.modelId) === call.modelId && (entry.region ?? call.region) === call.region;
    const found = this.rules.find(fits);
    if (!found) return {};
    this.rules = this.rules.flatMap((entry) => {
      if (entry !== found) return [entry];
      return entry.times > 1 ? [{ ...entry, times: entry.times - 1 }] : [];
    });
    return found.control;
  }

  /** Lets go what waits for a name, or what will wait for it next. */
  release(name: string): void {
    const waiters = this.waiting.get(name);
    if (!waiters) this.released.add(name);
    this.waiting.delete(name);
    for (const proceed of waiters ?? []) proceed();
  }

  /** Waits for the release of a name; rejects when the signal fires. */
  held(name: string, signal: AbortSignal): Promise<void> {
    if (this.released.delete(name)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve]);
      signal.addEventListener('abort', () => reject(new Error('The caller is gone.')), { once: true });
    });
  }
}
