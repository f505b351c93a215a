/** The id of a construct from a logical name: `answer-chunks` becomes `AnswerChunks`. */
export function constructId(name: string): string {
  return name.replaceAll(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

/** A stack's name in its account and Region. */
export const stackNameOf = (stage: string, id: string): string => `cloister-${stage}-${id}`;
