/** Where the model's own count never comes, a token is so many bytes: what English prose comes to. */
const BYTES_PER_TOKEN = 4;
/** No prose that people write has fewer bytes to a token; what a message costs beside its text comes on top. */
const FEWEST_BYTES_PER_TOKEN = 2;
const TOKENS_PER_MESSAGE = 8;

/** Our own count of a text, for what is charged as an estimate. */
export const estimatedTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);

/** More than a message of this text can come to, for what is reserved and for what fits a model's context. */
export const mostTokens = (text: string): number =>
  Math.ceil(Buffer.byteLength(text) / FEWEST_BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE;
