const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

/** A key for one wish, however often it is sent: a time in milliseconds, then chance, as the ids of the API are made. */
export function idempotencyKey(now = Date.now()): string {
  const time = Array.from(
    { length: TIME_CHARS },
    (_, at) => Math.floor(now / 32 ** (TIME_CHARS - 1 - at)) % 32,
  );
  const random = Array.from(crypto.getRandomValues(new Uint8Array(RANDOM_CHARS)), (byte) => byte % 32);
  return [...time, ...random].map((value) => ALPHABET.charAt(value)).join('');
}
