/** Something that the operator can mend; its message is the whole explanation. */
export class OperatorFault extends Error {
  override readonly name = 'OperatorFault';
}

/** Runs a command; what the operator can mend is said without a stack. */
export async function inOperatorWords(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof OperatorFault) && !isUsage(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** A word on the command line that is none of ours. */
function isUsage(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
