/** An answer that came but does not have the documented shape. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}
