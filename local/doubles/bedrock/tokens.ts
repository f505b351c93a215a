/** A word's first letters with the space before them, the rest of a long word, or one mark: together they are the text again. */
const piece = /\s*[\p{L}\p{N}]{1,7}|\s*[^\s\p{L}\p{N}]|\s+/gu;

/** Cuts a text into the double's tokens; joined they give the text. */
export function tokensOf(text: string): string[] {
  return text.match(piece) ?? [];
}

/** How many of the double's tokens a text has. */
export function countTokens(text: string): number {
  return tokensOf(text).length;
}
