/** The log line of a retention reading that is not good; the operator's alarm listens for it. */
export const NOT_CONFIRMED = 'zero retention is not confirmed';
