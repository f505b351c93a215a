/** The log line of a model that its supplier is about to retire, has retired, or may send elsewhere. */
export const MODEL_CONCERN = 'a model needs the operator';
/** The log line of a retention reading that is not good; the operator's alarm listens for it. */
export const NOT_CONFIRMED = 'zero retention is not confirmed';
