/** An error whose message says all that a person needs: what is in the way, and what to do. */
export class HelpfulError extends Error {
  override readonly name = 'HelpfulError';
}
