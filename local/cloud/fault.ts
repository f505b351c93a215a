/** Something that the operator can mend; its message is the whole explanation. */
export class OperatorFault extends Error {
  override readonly name = 'OperatorFault';
}
