/** The longest life of a function that asks a model, in seconds; Lambda's own limit. */
export const ANSWERING_SECONDS = 15 * 60;

/** A call, and whoever follows it, ends a minute before its function does: the end needs its writes. */
export const LONGEST_CALL_MILLISECONDS = (ANSWERING_SECONDS - 60) * 1000;
